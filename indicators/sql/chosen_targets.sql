-- Grain: indicator × region × asked period. The target that the period is judged by:
-- this year's, else the next one to come, else the last one past (judged at the end of its year), else one without a year.
with
asked_periods as (
    select unnest($periods) as period
),

candidates as (
    select
        target_years.*,
        asked_periods.period,
        case
            when target_years.year is null then 3000
            when target_years.year = year(asked_periods.period) then 0
            when target_years.year > year(asked_periods.period) then target_years.year - year(asked_periods.period)
            else 1000 + year(asked_periods.period) - target_years.year
        end as distance
    from target_years
    cross join asked_periods
    where target_years.plan_id = $plan_id
        and ($region_keys is null or list_contains($region_keys, target_years.region_key))
        and ($indicator_keys is null or list_contains($indicator_keys, target_years.indicator_key))
),

nearest as (
    select indicator_key, region_key, period, min(distance) as distance
    from candidates
    group by indicator_key, region_key, period
)

select
    candidates.* exclude (distance),
    case when candidates.year < year(candidates.period) then make_date(candidates.year, 12, 1) else candidates.period end as judged_period
from candidates
join nearest using (indicator_key, region_key, period, distance)
