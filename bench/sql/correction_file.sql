-- Grain: indicator × town × month of a file of corrections, by codes: the newest months, each figure a hundredth more.
select
    indicators.indicator_id, regions.region_id, strftime(actuals.period, '%Y-%m') as period,
    case when not indicators.has_parts then actuals.value + 0.01 end as value,
    case when indicators.has_parts then actuals.numerator end as numerator,
    case when indicators.has_parts then actuals.denominator + 0.01 end as denominator
from actuals
join indicators on indicators.indicator_key = actuals.indicator_key
join regions on regions.region_key = actuals.region_key and regions.is_leaf
where actuals.period > $last::date - to_months(($rows / 40000)::integer + 2)
order by actuals.period desc, actuals.region_key, actuals.indicator_key
limit $rows
