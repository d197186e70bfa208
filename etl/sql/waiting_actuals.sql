-- Grain: figure of one upload that waits for a decision. What is approved at its cell, what is reported now, and the words with it.
select
    pending_actuals.indicator_key, pending_actuals.region_key, null::varchar as item_id, pending_actuals.period,
    indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
    indicators.unit_zh, indicators.unit_en, indicators.decimals, indicators.has_parts,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en,
    actuals.value as old_value, actuals.numerator as old_numerator, actuals.denominator as old_denominator,
    pending_actuals.value, pending_actuals.numerator, pending_actuals.denominator,
    pending_actuals.value - actuals.value as difference, revisions.note
from pending_actuals
join indicators using (indicator_key)
join regions using (region_key)
join revisions
    on revisions.indicator_key = pending_actuals.indicator_key and revisions.region_key = pending_actuals.region_key
    and revisions.period = pending_actuals.period and revisions.upload_id = pending_actuals.upload_id
left join actuals
    on actuals.indicator_key = pending_actuals.indicator_key and actuals.region_key = pending_actuals.region_key
    and actuals.period = pending_actuals.period
where pending_actuals.upload_id = $upload_id
order by regions.position, indicators.position, pending_actuals.period
