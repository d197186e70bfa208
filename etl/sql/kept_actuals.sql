-- Grain: figure that an upload wrote. By codes, not keys, so that a database can be rebuilt from these files.
select
    indicators.plan_id, indicators.indicator_id, regions.region_id, differences.period, year(differences.period) as year,
    differences.value, differences.numerator, differences.denominator, differences.note
from differences
join indicators using (indicator_key)
join regions using (region_key)
where differences.difference <> 'unchanged'
order by differences.indicator_key, differences.region_key, differences.period
