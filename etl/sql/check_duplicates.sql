-- Grain: row of the file that repeats an earlier one. The position of the row it repeats.
create or replace temp table repeats as
with
firsts as (
    select indicator_key, region_key, period, min(position) as first_position
    from checked_rows
    where indicator_key is not null and region_key is not null and period is not null
    group by indicator_key, region_key, period
    having count(*) > 1
)

select checked_rows.position, firsts.first_position
from firsts
join checked_rows using (indicator_key, region_key, period)
where checked_rows.position > firsts.first_position
