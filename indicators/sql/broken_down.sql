-- Grain: indicator for which one of the asked regions has a target of its own, with its programme.
select
    indicators.indicator_key, indicators.indicator_id, indicators.name_zh, indicators.name_en, indicators.unit_zh, indicators.unit_en,
    indicators.direction, indicators.decimals,
    programmes.programme_id, programmes.name_zh as programme_zh, programmes.name_en as programme_en
from indicators
join programmes on programmes.plan_id = indicators.plan_id and programmes.programme_id = indicators.programme_id
where indicators.plan_id = $plan_id
    and exists (
        select 1 from target_years
        where target_years.indicator_key = indicators.indicator_key and list_contains($region_keys, target_years.region_key)
    )
order by programmes.position, indicators.position
