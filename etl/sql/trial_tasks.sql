-- Grain: task of a plan. What its simulated progress depends on.
select task_id, list_sort(years) as years, deadline, repeats, region_key, lead_department_ids
from tasks
where plan_id = $plan_id
order by position
