-- Grain: target of the plan. Every reading beside its source, the conflicts on it and the department that leads.
-- uses: source_texts, conflict_texts
with
leads as (
    select targets.*, coalesce(targets.lead_department_id, indicators.lead_department_id) as department_id
    from targets
    join indicators on indicators.indicator_key = targets.indicator_key
    where targets.plan_id = $plan_id
)

select
    leads.plan_id,
    programmes.programme_id, programmes.name_zh as programme_zh, programmes.name_en as programme_en,
    indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
    indicators.unit_zh as unit, indicators.unit_en,
    indicators.measure, indicators.direction, indicators.region_rollup, indicators.frequency, indicators.headline,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en,
    leads.year, leads.quarter, leads.comparator, leads.value, leads.no_task, leads.basis, leads.baseline_year, leads.baseline_value,
    leads.wording_zh,
    leads.department_id as lead_department_id, departments.name_zh as lead_department_zh, departments.name_en as lead_department_en,
    leads.origin,
    nullif(concat_ws('；', leads.document_number, source_texts.sources), '') as sources,
    nullif(concat_ws('; ', leads.document_number, source_texts.sources_en), '') as sources_en, conflict_texts.conflicts,
    leads.note_zh as note, leads.note_en,
    leads.origin = 'simulated' or (select kind = 'trial' from database_info) as is_simulated
from leads
join indicators on indicators.indicator_key = leads.indicator_key
join programmes on programmes.plan_id = indicators.plan_id and programmes.programme_id = indicators.programme_id
join regions on regions.region_key = leads.region_key
left join departments on departments.plan_id = leads.plan_id and departments.department_id = leads.department_id
left join source_texts on source_texts.source_ids = leads.source_ids
left join conflict_texts on conflict_texts.kind = 'indicator' and conflict_texts.id = indicators.indicator_key::varchar
where ($region_ids is null or list_contains($region_ids, regions.region_id))
    and ($years is null or list_contains($years, leads.year))
    and ($programme_ids is null or list_contains($programme_ids, programmes.programme_id))
    and ($indicator_ids is null or list_contains($indicator_ids, indicators.indicator_id))
order by programmes.position, indicators.position, regions.position, leads.year nulls last, leads.quarter nulls last, leads.origin
