-- Grain: lead × task or project in the temporary table `owed`. How far its report for the month is; several leads share one.
with
leads as (
    select
        items.kind, items.item_id, departments.name_zh as lead_zh, departments.name_en as lead_en,
        'department' as lead_kind, 0 as lead_position
    from items
    join departments on departments.plan_id = $plan_id and list_contains(items.lead_department_ids, departments.department_id)
    union all
    select items.kind, items.item_id, regions.name_zh, regions.name_en, 'region', regions.position
    from items
    join regions on list_contains(items.lead_region_keys, regions.region_key)
    union all
    select items.kind, items.item_id, owners.name_zh, owners.name_en, 'region', owners.position
    from items
    join regions as owners on owners.region_key = items.region_key
    where len(items.lead_department_ids) + len(items.lead_region_keys) = 0
)

select
    leads.lead_zh, leads.lead_en, leads.lead_kind, owed.kind, owed.item_id, owed.item_zh, owed.item_en, owed.region_zh, owed.region_en,
    owed.period, owed.due_on, owed.state,
    case when owed.state not in ('missing', 'returned') then 'in' when owed.due_on < $today::date then 'missing' else 'open' end as timeliness
from owed
join leads using (kind, item_id)
order by leads.lead_kind, leads.lead_position, leads.lead_zh, owed.kind desc, owed.place
