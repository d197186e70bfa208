-- Grain: attribute of the plan: a number or fact that defines a task and is no target to reach.
-- uses: source_texts
select
    attributes.plan_id,
    attributes.programme_id, programmes.name_zh as programme_zh, programmes.name_en as programme_en,
    attributes.attribute_id, attributes.name_zh, attributes.name_en,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en,
    attributes.year, attributes.value, attributes.unit_zh as unit, attributes.unit_en,
    source_texts.sources, source_texts.sources_en,
    attributes.note_zh as note, attributes.note_en,
    (select kind = 'trial' from database_info) as is_simulated
from attributes
left join programmes on programmes.plan_id = attributes.plan_id and programmes.programme_id = attributes.programme_id
left join regions on regions.region_key = attributes.region_key
left join source_texts on source_texts.source_ids = attributes.source_ids
where attributes.plan_id = $plan_id
    and ($region_ids is null or list_contains($region_ids, regions.region_id))
    and ($years is null or list_contains($years, attributes.year))
    and ($programme_ids is null or list_contains($programme_ids, attributes.programme_id))
order by programmes.position nulls last, attributes.attribute_id
