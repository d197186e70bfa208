-- Grain: actual: the figure that stands for one indicator × region × month, with the upload that brought it.
with
chosen_indicators as (
    select indicators.*
    from indicators
    where indicators.plan_id = $plan_id
        and ($programme_ids is null or list_contains($programme_ids, indicators.programme_id))
        and ($indicator_ids is null or list_contains($indicator_ids, indicators.indicator_id))
),

chosen_regions as (
    select regions.*
    from regions
    where regions.plan_id = $plan_id and ($region_ids is null or list_contains($region_ids, regions.region_id))
),

chosen_actuals as (
    select *
    from actuals
    where ($as_of is null or period <= $as_of) and ($years is null or list_contains($years, year(period)))
)

select
    chosen_indicators.plan_id,
    chosen_indicators.indicator_id, chosen_indicators.name_zh as indicator_zh,
    chosen_regions.region_id, chosen_regions.name_zh as region_zh,
    strftime(chosen_actuals.period, '%Y-%m') as period,
    chosen_actuals.value, chosen_actuals.numerator, chosen_actuals.denominator,
    chosen_indicators.unit_zh as unit,
    chosen_actuals.upload_id, uploads.username as reported_by, date_trunc('second', uploads.committed_at) as committed_at,
    case when pending_marks.period is null then 'approved' else 'submitted' end as review,
    uploads.simulated or (select kind = 'trial' from database_info) as is_simulated
from chosen_actuals
join chosen_indicators on chosen_indicators.indicator_key = chosen_actuals.indicator_key
join chosen_regions on chosen_regions.region_key = chosen_actuals.region_key
join uploads on uploads.upload_id = chosen_actuals.upload_id
left join pending_marks
    on pending_marks.indicator_key = chosen_actuals.indicator_key
    and pending_marks.region_key = chosen_actuals.region_key
    and pending_marks.period = chosen_actuals.period
order by year(chosen_actuals.period), chosen_indicators.position, chosen_regions.position, chosen_actuals.period
