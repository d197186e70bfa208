-- Grain: headline indicator × year of the whole plan's target, where the plan breaks no indicator of the same headline number down.
with
broken_down as (
    select distinct indicators.headline
    from targets
    join indicators on indicators.indicator_key = targets.indicator_key
    join plans on plans.plan_id = targets.plan_id
    join regions on regions.region_key = targets.region_key
    where targets.plan_id = $plan_id and regions.region_id <> plans.root_region_id
)

select
    indicators.indicator_key, indicators.indicator_id, indicators.measure, indicators.direction, indicators.region_rollup,
    indicators.decimals, indicators.is_percent, target_years.year, target_years.comparator, target_years.basis,
    target_years.value, plans.first_year, plans.last_year
from target_years
join indicators on indicators.indicator_key = target_years.indicator_key
join regions on regions.region_key = target_years.region_key
join plans on plans.plan_id = target_years.plan_id and plans.root_region_id = regions.region_id
anti join broken_down on broken_down.headline = indicators.headline
where target_years.plan_id = $plan_id and indicators.headline is not null and target_years.year is not null and not target_years.no_task
order by indicators.position, target_years.year
