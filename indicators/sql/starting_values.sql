-- Grain: stated starting value of a plan, oldest first, with the places it was read from in one cell.
with
cited as (
    select indicator_key, region_key, year, unnest(source_ids) as source_id, generate_subscripts(source_ids, 1) as position
    from starting_values where plan_id = $plan_id
),

places as (
    select
        cited.indicator_key, cited.region_key, cited.year,
        string_agg(concat_ws(' ', sources.section_zh, sources.place_zh), '；' order by cited.position) as places_zh,
        string_agg(concat_ws(' ', sources.section_en, sources.place_en), '; ' order by cited.position) as places_en
    from cited
    join sources on sources.plan_id = $plan_id and sources.source_id = cited.source_id
    group by cited.indicator_key, cited.region_key, cited.year
)

select starting_values.*, regions.region_id, indicators.indicator_id, places.places_zh, places.places_en
from starting_values
join regions on regions.region_key = starting_values.region_key
join indicators on indicators.indicator_key = starting_values.indicator_key
left join places
    on places.indicator_key = starting_values.indicator_key
    and places.region_key = starting_values.region_key
    and places.year = starting_values.year
where starting_values.plan_id = $plan_id
order by starting_values.year
