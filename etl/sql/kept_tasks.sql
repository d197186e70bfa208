-- Grain: report on a task that an upload wrote.
select plan_id, task_id, period, year(period) as year, state, percent, note
from task_revisions
where upload_id = $upload_id
order by task_id, period
