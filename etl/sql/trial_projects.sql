-- Grain: project of a plan. What its simulated progress depends on.
select project_id, deadline, investment_wan, region_key, lead_department_ids
from projects
where plan_id = $plan_id
order by position
