-- Grain: starting value of the plan: what an indicator stood at before, by the plan's own words or as entered.
-- uses: source_texts
select
    starting_values.plan_id,
    programmes.programme_id, programmes.name_zh as programme_zh, programmes.name_en as programme_en,
    indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en,
    starting_values.year, starting_values.value, indicators.unit_zh as unit, indicators.unit_en,
    starting_values.origin,
    nullif(concat_ws('；', starting_values.document_number, source_texts.sources), '') as sources,
    nullif(concat_ws('; ', starting_values.document_number, source_texts.sources_en), '') as sources_en,
    starting_values.note_zh as note, starting_values.note_en,
    starting_values.origin = 'simulated' or (select kind = 'trial' from database_info) as is_simulated
from starting_values
join indicators on indicators.indicator_key = starting_values.indicator_key
join programmes on programmes.plan_id = indicators.plan_id and programmes.programme_id = indicators.programme_id
join regions on regions.region_key = starting_values.region_key
left join source_texts on source_texts.source_ids = starting_values.source_ids
where starting_values.plan_id = $plan_id
    and ($region_ids is null or list_contains($region_ids, regions.region_id))
    and ($years is null or list_contains($years, starting_values.year))
    and ($programme_ids is null or list_contains($programme_ids, programmes.programme_id))
    and ($indicator_ids is null or list_contains($indicator_ids, indicators.indicator_id))
order by programmes.position, indicators.position, regions.position, starting_values.year
