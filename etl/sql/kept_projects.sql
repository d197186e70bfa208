-- Grain: report on a project that an upload wrote.
select plan_id, project_id, period, year(period) as year, state, percent, investment_wan, note
from project_revisions
where upload_id = $upload_id
order by project_id, period
