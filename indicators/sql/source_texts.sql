-- Grain: list of sources that some row of the plan cites. Its documents and places as one text.
with
cited as (
    select source_ids from targets where plan_id = $plan_id
    union select source_ids from starting_values where plan_id = $plan_id
    union select source_ids from attributes where plan_id = $plan_id
    union select source_ids from tasks where plan_id = $plan_id
    union select source_ids from projects where plan_id = $plan_id
    union select source_a from conflicts where plan_id = $plan_id
    union select source_b from conflicts where plan_id = $plan_id
),

places as (
    select source_ids, unnest(source_ids) as source_id, generate_subscripts(source_ids, 1) as position
    from cited
)

select
    places.source_ids,
    string_agg(concat_ws(' ', sources.document, sources.section_zh, sources.place_zh), ';' order by places.position) as sources,
    string_agg(concat_ws(' ', sources.document, sources.section_en, sources.place_en), ';' order by places.position) as sources_en
from places
join sources on sources.plan_id = $plan_id and sources.source_id = places.source_id
group by places.source_ids
