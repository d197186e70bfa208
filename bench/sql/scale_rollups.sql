-- Grain: indicator × non-leaf region × month of one year, all children in.
insert into rollups by name
select
    actuals.indicator_key, region_closure.ancestor_key as region_key, actuals.period,
    case any_value(indicators.region_rollup)
        when 'sum' then sum(actuals.value)
        else round(sum(actuals.numerator) * 100 / sum(actuals.denominator), 4)
    end as value,
    sum(actuals.numerator) as numerator, sum(actuals.denominator) as denominator, count(*) as k
from actuals
join region_closure on region_closure.descendant_key = actuals.region_key and region_closure.depth > 0
join indicators on indicators.indicator_key = actuals.indicator_key and indicators.region_rollup <> 'none'
where actuals.period between make_date($year, 1, 1) and make_date($year, 12, 1)
group by actuals.indicator_key, region_closure.ancestor_key, actuals.period
order by region_key, period, actuals.indicator_key
