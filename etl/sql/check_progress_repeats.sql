-- Grain: row of the file that repeats an earlier one. The position of the row it repeats.
create or replace temp table progress_repeats as
with
firsts as (
    select item_id, period, min(position) as first_position
    from checked_progress
    where item_id is not null and period is not null
    group by item_id, period
    having count(*) > 1
)

select checked_progress.position, firsts.first_position
from firsts
join checked_progress using (item_id, period)
where checked_progress.position > firsts.first_position
