-- Grain: figure of the file that would change what was approved, or speaks of a locked month.
create or replace temp table settled as
with
changes as (
    select position, indicator_key, region_key, period, old_value, old_upload_id from differences where difference <> 'unchanged'
),

locked as (
    select period, reason, username, locked_at
    from (select *, row_number() over (partition by period order by locked_at desc) as place from month_locks where plan_id = $plan_id) as newest
    where place = 1 and is_locked
)

select changes.*, locked.period is not null as is_locked, locked.reason, locked.username, locked.locked_at
from changes
left join pending_actuals using (indicator_key, region_key, period)
left join locked on locked.period = changes.period
where locked.period is not null or (changes.old_upload_id is not null and pending_actuals.upload_id is null)
