-- Grain: plan.
select plans.*, regions.region_key as root_region_key
from plans
join regions on regions.plan_id = plans.plan_id and regions.region_id = plans.root_region_id
order by plans.position, plans.plan_id
