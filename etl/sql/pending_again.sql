-- Grain: report that waits for a decision at one of the keys of `decided`: the newest submitted one, unless a later one was approved.
create or replace temp table pending_again as
with
reports as (
    select revision_states.*
    from revision_states
    semi join decided using (indicator_key, region_key, period)
    where undo_of is null and state in ('submitted', 'approved')
),

newest as (
    select *, row_number() over (partition by indicator_key, region_key, period order by upload_id desc) as place from reports
)

select indicator_key, region_key, period, value, numerator, denominator, upload_id
from newest
where place = 1 and state = 'submitted'
order by year(period), indicator_key, region_key, period
