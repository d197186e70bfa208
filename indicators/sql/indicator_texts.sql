-- Grain: list of indicators that a task, project or conflict of the plan speaks of. Its ids as one text.
with
named as (
    select indicator_keys from tasks where plan_id = $plan_id
    union select indicator_keys from projects where plan_id = $plan_id
    union select indicator_keys from conflicts where plan_id = $plan_id
),

members as (
    select indicator_keys, unnest(indicator_keys) as indicator_key, generate_subscripts(indicator_keys, 1) as position
    from named
)

select members.indicator_keys, string_agg(indicators.indicator_id, ';' order by members.position) as ids
from members
join indicators on indicators.indicator_key = members.indicator_key
group by members.indicator_keys
