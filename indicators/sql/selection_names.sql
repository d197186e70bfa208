-- Grain: plan, and chosen region, programme or indicator. What a selection's ids are called, and their keys.
select 'plan' as kind, plan_id as id, null::integer as key, name_zh, name_en
from plans

union all

select 'region', region_id, region_key, name_zh, name_en
from regions
where plan_id = $plan_id and list_contains($region_ids, region_id)

union all

select 'programme', programme_id, null, name_zh, name_en
from programmes
where plan_id = $plan_id and list_contains($programme_ids, programme_id)

union all

select 'indicator', indicator_id, indicator_key, name_zh, name_en
from indicators
where plan_id = $plan_id and list_contains($indicator_ids, indicator_id)
