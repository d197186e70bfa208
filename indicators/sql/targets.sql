-- Grain: target of a plan in the asked regions and indicators (null: all), in the order of its programmes, with the places it was
-- read from in one cell and the baseline, as entered where the plan states none.
with
asked as (
    select *
    from targets
    where plan_id = $plan_id
        and ($region_keys is null or list_contains($region_keys, region_key))
        and ($indicator_keys is null or list_contains($indicator_keys, indicator_key))
),

cited as (
    select indicator_key, region_key, year, quarter, origin, unnest(source_ids) as source_id, generate_subscripts(source_ids, 1) as position
    from asked
),

places as (
    select
        cited.indicator_key, cited.region_key, cited.year, cited.quarter, cited.origin,
        string_agg(concat_ws(' ', sources.section_zh, sources.place_zh), '；' order by cited.position) as places_zh,
        string_agg(concat_ws(' ', sources.section_en, sources.place_en), '; ' order by cited.position) as places_en
    from cited
    join sources on sources.plan_id = $plan_id and sources.source_id = cited.source_id
    group by cited.indicator_key, cited.region_key, cited.year, cited.quarter, cited.origin
)

select
    asked.* replace (
        coalesce(asked.baseline_year, baselines.year) as baseline_year, coalesce(asked.baseline_value, baselines.value) as baseline_value
    ),
    baselines.document_number as baseline_document,
    indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
    indicators.unit_zh, indicators.unit_en, indicators.programme_id,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en,
    nullif(concat_ws('；', asked.document_number, places.places_zh), '') as places_zh,
    nullif(concat_ws('; ', asked.document_number, places.places_en), '') as places_en
from asked
join indicators on indicators.indicator_key = asked.indicator_key
join programmes on programmes.plan_id = indicators.plan_id and programmes.programme_id = indicators.programme_id
join regions on regions.region_key = asked.region_key
left join places
    on places.indicator_key = asked.indicator_key and places.region_key = asked.region_key and places.origin = asked.origin
    and places.year is not distinct from asked.year and places.quarter is not distinct from asked.quarter
left join (from entered_targets where kind = 'baseline') as baselines
    on asked.basis = 'change_vs_baseline' and baselines.indicator_key = asked.indicator_key and baselines.region_key = asked.region_key
order by programmes.position, indicators.position, regions.position, asked.year nulls last, asked.quarter nulls last
