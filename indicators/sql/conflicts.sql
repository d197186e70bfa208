-- Grain: conflict of a plan's text, with the places of both claims spelled out.
with
places as (
    select
        source_id,
        concat_ws(' ', section_zh, place_zh) as place_zh,
        concat_ws(' ', section_en, place_en) as place_en
    from sources
    where plan_id = $plan_id
),

claims as (
    select conflict_id, 'a' as side, unnest(source_a) as source_id from conflicts where plan_id = $plan_id
    union all
    select conflict_id, 'b', unnest(source_b) from conflicts where plan_id = $plan_id
),

spelled as (
    select
        conflict_id,
        string_agg(place_zh, '；') filter (side = 'a') as place_a_zh,
        string_agg(place_en, '; ') filter (side = 'a') as place_a_en,
        string_agg(place_zh, '；') filter (side = 'b') as place_b_zh,
        string_agg(place_en, '; ') filter (side = 'b') as place_b_en
    from claims
    join places using (source_id)
    group by conflict_id
)

select conflicts.*, spelled.* exclude (conflict_id)
from conflicts
left join spelled using (conflict_id)
where conflicts.plan_id = $plan_id
order by conflicts.severity, conflicts.position
