-- Grain: indicator × region × year of a plan. The targets that simulated figures are measured by.
select indicator_key, region_key, year, comparator, basis, value, has_task, due_month, q1, q2, q3, q4
from target_years
where plan_id = $plan_id
order by indicator_key, region_key, year nulls last
