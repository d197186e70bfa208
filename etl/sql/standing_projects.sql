-- Grain: project × month. The newest report of its progress that counts or waits, read in the submitted world.
create or replace temp table standing_progress as
with
newest as (
    select *, row_number() over (partition by project_id, period order by upload_id desc) as place
    from project_progress
    where plan_id = $plan_id
)

select
    reports.project_id as item_id, reports.period, reports.state, reports.percent, reports.investment_wan, reports.note,
    reports.upload_id, pending_projects.upload_id is not null as is_waiting
from newest as reports
left join pending_projects
    on pending_projects.plan_id = reports.plan_id and pending_projects.project_id = reports.project_id and pending_projects.period = reports.period
    and pending_projects.upload_id = reports.upload_id
where reports.place = 1
