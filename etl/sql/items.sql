-- Grain: task or project of a plan. Whether the given scopes lead it; where the plan names no lead, its own region does.
create or replace temp table items as
with
listed as (
    select
        'tasks' as kind, task_id as item_id, programme_id, position, title_zh, title_en, region_key, years, repeats, deadline,
        null::decimal(18,4) as investment_wan, lead_department_ids, lead_region_keys
    from tasks
    where plan_id = $plan_id
    union all
    select
        'projects', project_id, programme_id, position, name_zh, coalesce(name_en, name_zh), region_key, []::integer[], 'once', deadline,
        investment_wan, lead_department_ids, lead_region_keys
    from projects
    where plan_id = $plan_id
),

scopes as (
    select unnest($scope_regions::varchar[]) as region_id, unnest($scope_departments::varchar[]) as department_id
),

-- a region stands for itself and all below it; a department without a region leads what it leads anywhere
reach as (
    select distinct region_closure.descendant_key as region_key, scopes.department_id
    from scopes
    join plans on plans.plan_id = $plan_id
    join regions on regions.plan_id = $plan_id
        and regions.region_id = case when scopes.department_id is null then scopes.region_id else coalesce(scopes.region_id, plans.root_region_id) end
    join region_closure on region_closure.ancestor_key = regions.region_key
),

-- where each lead sits: departments at the plan's root
seats as (
    select kind, item_id, unnest(lead_region_keys) as region_key from listed
    union all
    select listed.kind, listed.item_id, roots.region_key
    from listed
    join plans on plans.plan_id = $plan_id
    join regions as roots on roots.plan_id = $plan_id and roots.region_id = plans.root_region_id
    where len(listed.lead_department_ids) > 0
    union all
    select kind, item_id, region_key from listed where len(lead_department_ids) = 0 and len(lead_region_keys) = 0
),

mine as (
    select seats.kind, seats.item_id
    from seats
    join reach on reach.region_key = seats.region_key and reach.department_id is null
    union
    select listed.kind, listed.item_id
    from listed
    join reach on reach.region_key = listed.region_key and list_contains(listed.lead_department_ids, reach.department_id)
)

select listed.*, $everything or mine.item_id is not null as is_mine
from listed
left join mine using (kind, item_id)
