-- Grain: target of a plan, in the order of its programmes, with the places it was read from in one cell and the baseline, as entered
-- where the plan states none.
with
cited as (
    select indicator_key, region_key, year, quarter, origin, unnest(source_ids) as source_id from targets where plan_id = $plan_id
),

places as (
    select
        cited.indicator_key, cited.region_key, cited.year, cited.quarter, cited.origin,
        string_agg(concat_ws(' ', sources.section_zh, sources.place_zh), '；') as places_zh,
        string_agg(concat_ws(' ', sources.section_en, sources.place_en), '; ') as places_en
    from cited
    join sources on sources.plan_id = $plan_id and sources.source_id = cited.source_id
    group by cited.indicator_key, cited.region_key, cited.year, cited.quarter, cited.origin
)

select
    targets.* replace (
        coalesce(targets.baseline_year, baselines.year) as baseline_year, coalesce(targets.baseline_value, baselines.value) as baseline_value
    ),
    baselines.document_number as baseline_document,
    indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
    indicators.unit_zh, indicators.unit_en, indicators.programme_id,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en,
    nullif(concat_ws('；', targets.document_number, places.places_zh), '') as places_zh,
    nullif(concat_ws('; ', targets.document_number, places.places_en), '') as places_en
from targets
join indicators on indicators.indicator_key = targets.indicator_key
join programmes on programmes.plan_id = indicators.plan_id and programmes.programme_id = indicators.programme_id
join regions on regions.region_key = targets.region_key
left join places
    on places.indicator_key = targets.indicator_key and places.region_key = targets.region_key and places.origin = targets.origin
    and places.year is not distinct from targets.year and places.quarter is not distinct from targets.quarter
left join (from entered_targets where kind = 'baseline') as baselines
    on targets.basis = 'change_vs_baseline' and baselines.indicator_key = targets.indicator_key and baselines.region_key = targets.region_key
where targets.plan_id = $plan_id
order by programmes.position, indicators.position, regions.position, targets.year nulls last, targets.quarter nulls last
