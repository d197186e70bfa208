-- Grain: task or project of one kind, in the order of the plan. Its names, and those of who leads it.
select
    items.position as item_key, items.item_id, items.title_zh, items.title_en, items.is_mine,
    owners.name_zh as region_zh, owners.name_en as region_en,
    concat_ws(
        '、',
        (select string_agg(name_zh, '、') from departments where plan_id = $plan_id and list_contains(items.lead_department_ids, department_id)),
        (select string_agg(name_zh, '、') from regions where list_contains(items.lead_region_keys, regions.region_key)),
        case when len(items.lead_department_ids) + len(items.lead_region_keys) = 0 then owners.name_zh end
    ) as leads_zh,
    concat_ws(
        ', ',
        (select string_agg(name_en, ', ') from departments where plan_id = $plan_id and list_contains(items.lead_department_ids, department_id)),
        (select string_agg(name_en, ', ') from regions where list_contains(items.lead_region_keys, regions.region_key)),
        case when len(items.lead_department_ids) + len(items.lead_region_keys) = 0 then owners.name_en end
    ) as leads_en
from items
join regions as owners on owners.region_key = items.region_key
where items.kind = $kind
order by items.position
