-- Grain: list of regions that leads or takes part in a task or project of the plan. Its ids and names as texts.
with
named as (
    select lead_region_keys as region_keys from tasks where plan_id = $plan_id
    union select partner_region_keys from tasks where plan_id = $plan_id
    union select lead_region_keys from projects where plan_id = $plan_id
),

members as (
    select region_keys, unnest(region_keys) as region_key, generate_subscripts(region_keys, 1) as position
    from named
)

select
    members.region_keys,
    string_agg(regions.region_id, ';' order by members.position) as ids,
    string_agg(regions.name_zh, ';' order by members.position) as names_zh,
    string_agg(regions.name_en, ';' order by members.position) as names_en
from members
join regions on regions.region_key = members.region_key
group by members.region_keys
