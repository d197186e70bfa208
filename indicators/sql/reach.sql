-- Grain: region × department (null: any) that scopes reach. A region stands for itself and all below it; a department without a
-- region reports at the plan's root.
with
scopes as (
    select unnest($scope_regions::varchar[]) as region_id, unnest($scope_departments::varchar[]) as department_id
)

select distinct region_closure.descendant_key as region_key, scopes.department_id
from scopes
join plans on plans.plan_id = $plan_id
join regions on regions.plan_id = $plan_id and regions.region_id = coalesce(scopes.region_id, plans.root_region_id)
join region_closure on region_closure.ancestor_key = regions.region_key
where scopes.region_id is not null or region_closure.depth = 0
