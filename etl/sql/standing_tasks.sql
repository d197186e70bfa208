-- Grain: task × month. The newest report of its progress that counts or waits, read in the submitted world.
create or replace temp table standing_progress as
with
newest as (
    select *, row_number() over (partition by task_id, period order by upload_id desc) as place
    from task_progress
    where plan_id = $plan_id
)

select
    reports.task_id as item_id, reports.period, reports.state, reports.percent, null::decimal(18,4) as investment_wan, reports.note,
    reports.upload_id, pending_tasks.upload_id is not null as is_waiting
from newest as reports
left join pending_tasks
    on pending_tasks.plan_id = reports.plan_id and pending_tasks.task_id = reports.task_id and pending_tasks.period = reports.period
    and pending_tasks.upload_id = reports.upload_id
where reports.place = 1
