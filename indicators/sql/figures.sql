-- Grain: indicator × region × asked period × figure: those of the judged year, the December before it, stated starting values.
-- What counts as reported: a region's own report, else the roll-up of its children.
-- uses: chosen_targets
select
    chosen_targets.indicator_key, chosen_targets.region_key, chosen_targets.period,
    actuals.period as figure_period, year(actuals.period) = year(chosen_targets.judged_period) as is_done,
    actuals.value, true as is_own, actuals.value as rolled_value, 0 as k
from actuals
join chosen_targets
    on chosen_targets.indicator_key = actuals.indicator_key
    and chosen_targets.region_key = actuals.region_key
    and actuals.period between make_date(year(chosen_targets.judged_period) - 1, 12, 1) and chosen_targets.judged_period
where chosen_targets.is_leaf

union all

select
    chosen_targets.indicator_key, chosen_targets.region_key, chosen_targets.period,
    rollups.period, year(rollups.period) = year(chosen_targets.judged_period),
    coalesce(rollups.own_value, rollups.value), rollups.own_value is not null, coalesce(rollups.value, rollups.own_value), rollups.k
from rollups
join chosen_targets
    on chosen_targets.indicator_key = rollups.indicator_key
    and chosen_targets.region_key = rollups.region_key
    and rollups.period between make_date(year(chosen_targets.judged_period) - 1, 12, 1) and chosen_targets.judged_period
where not chosen_targets.is_leaf and coalesce(rollups.own_value, rollups.value) is not null

union all

select
    chosen_targets.indicator_key, chosen_targets.region_key, chosen_targets.period,
    make_date(starting_values.year, 1, 1), false, starting_values.value, null, null, null
from starting_values
join chosen_targets
    on chosen_targets.indicator_key = starting_values.indicator_key
    and chosen_targets.region_key = starting_values.region_key
    and starting_values.year < year(chosen_targets.judged_period)
