-- Grain: indicator × region × asked period. The target that the period is judged by:
-- this year's, else the next one to come, else the last one past (judged at the end of its year), else one without a year.
with
asked_periods as (
    select unnest($periods) as period
)

select
    target_years.* exclude (plan_id, serves_from, serves_to),
    asked_periods.period,
    case when target_years.year < year(asked_periods.period) then make_date(target_years.year, 12, 1) else asked_periods.period end as judged_period,
    regions.is_leaf
from target_years
join asked_periods on year(asked_periods.period) between target_years.serves_from and target_years.serves_to
join regions on regions.region_key = target_years.region_key
where target_years.plan_id = $plan_id
    and ($region_keys is null or list_contains($region_keys, target_years.region_key))
    and ($indicator_keys is null or list_contains($indicator_keys, target_years.indicator_key))
