-- Grain: figure of a checked file that was reported by somebody since the check: what it was then, what it is now, by whom and when.
select
    indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en, differences.period,
    indicators.unit_zh, indicators.unit_en, indicators.decimals,
    compared.old_value as value_at_check, differences.old_value as value_now, differences.value,
    coalesce(accounts.display_name, uploads.username) as reported_by, uploads.committed_at
from differences
join compared using (indicator_key, region_key, period)
join indicators using (indicator_key)
join regions using (region_key)
left join uploads on uploads.upload_id = differences.old_upload_id
left join accounts on accounts.username = uploads.username
where compared.old_value is distinct from differences.old_value
    or compared.old_numerator is distinct from differences.old_numerator
    or compared.old_denominator is distinct from differences.old_denominator
order by regions.position, indicators.position, differences.period
