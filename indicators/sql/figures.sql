-- Grain: indicator × region × month. What counts as reported: a region's own report, else the roll-up of its children.
-- uses: chosen_targets
with
leaves as (
    select region_key
    from regions
    where plan_id = $plan_id
        and ($region_keys is null or list_contains($region_keys, region_key))
        and region_key not in (select parent_key from regions where parent_key is not null)
),

parents as (
    select region_key
    from regions
    where plan_id = $plan_id
        and ($region_keys is null or list_contains($region_keys, region_key))
        and region_key in (select parent_key from regions where parent_key is not null)
),

years as (
    select min(year(judged_period)) - 1 as first_year, max(year(judged_period)) as last_year from chosen_targets
),

wanted as (
    select distinct indicator_key from chosen_targets
)

select
    actuals.indicator_key, actuals.region_key, actuals.period, actuals.value, actuals.numerator, actuals.denominator,
    true as is_own, null as rolled_value, null as k
from actuals
where actuals.region_key in (select region_key from leaves)
    and actuals.indicator_key in (select indicator_key from wanted)
    and actuals.period >= (select make_date(first_year, 12, 1) from years)
    and actuals.period <= (select make_date(last_year, 12, 1) from years)

union all

select
    rollups.indicator_key, rollups.region_key, rollups.period, coalesce(rollups.own_value, rollups.value),
    case when rollups.own_value is null then rollups.numerator else rollups.own_numerator end,
    case when rollups.own_value is null then rollups.denominator else rollups.own_denominator end,
    rollups.own_value is not null, rollups.value, rollups.k
from rollups
where rollups.region_key in (select region_key from parents)
    and rollups.indicator_key in (select indicator_key from wanted)
    and rollups.period >= (select make_date(first_year, 12, 1) from years)
    and rollups.period <= (select make_date(last_year, 12, 1) from years)
    and coalesce(rollups.own_value, rollups.value) is not null
