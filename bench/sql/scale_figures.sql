-- Grain: indicator × leaf region × month of one year: a figure somewhere between half and all of what its month expects.
insert into revisions by name
with
months as (
    select
        target_years.indicator_key, target_years.region_key, make_date($year, month, 1) as period, indicators.has_parts,
        case when indicators.measure = 'flow' then target_years.value * month / 12 else target_years.value end
        * (0.5 + hash(target_years.region_key, target_years.indicator_key) % 60 / 100) as value
    from target_years
    join indicators on indicators.indicator_key = target_years.indicator_key
    join regions on regions.region_key = target_years.region_key and regions.is_leaf
    cross join (select unnest(range(1, 1 + $months)) as month) as months
    where target_years.year = $year
)

select
    indicator_key, region_key, period, round(least(value, case when has_parts then 100 else value end), 2) as value,
    case when has_parts then round(least(value, 100), 2) end as numerator, case when has_parts then 100 end as denominator, 1 as upload_id
from months
order by indicator_key, region_key, period
