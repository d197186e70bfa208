-- Grain: indicator × town × month of a file to upload, in the columns of the product's own form: the last two months corrected by
-- some hundredths, the two after them new.
with
standing as (
    select
        actuals.*, indicators.indicator_id, indicators.name_zh as indicator, indicators.unit_zh as unit, indicators.measure,
        indicators.has_parts, regions.region_id, regions.name_zh as region
    from actuals
    join indicators on indicators.indicator_key = actuals.indicator_key
    join regions on regions.region_key = actuals.region_key and regions.is_leaf
    where actuals.period between $last::date - interval 1 month and $last::date
        and ($region_key is null or actuals.region_key = $region_key)
),

figures as (
    select
        indicator_id, indicator, region_id, region, unit, period, value as last, value + $turn / 100 as value, has_parts
    from standing

    union all

    select
        indicator_id, indicator, region_id, region, unit, period + interval 2 month, value,
        value * (case when measure = 'flow' then (month(period) + 2) / month(period) else 1 end) + $turn / 100, has_parts
    from standing
),

numbered as (
    select *, row_number() over (order by period, indicator_id, region_id) as number, count(*) over () as total from figures
)

select
    indicator_id, indicator, region_id, region, strftime(period, '%Y-%m') as period, unit, '' as target, last,
    case when not has_parts then round(value, 2) end as value,
    case when has_parts then round(least(value, 100), 2) end as numerator,
    case when has_parts then 100 end as denominator, '' as note
from numbered
where abs(number - (total + 1) / 2) <= $rows / 2
order by period, indicator_id, region_id
