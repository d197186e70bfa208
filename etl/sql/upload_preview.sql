-- Grain: figure of the file. What stands now and what would stand, with names.
select
    differences.position, indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en,
    differences.period, indicators.unit_zh, indicators.unit_en, indicators.decimals,
    differences.old_value, differences.value, differences.old_numerator, differences.numerator,
    differences.old_denominator, differences.denominator, differences.note, differences.difference
from differences
join indicators using (indicator_key)
join regions using (region_key)
order by differences.position
