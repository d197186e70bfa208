-- Grain: row of the file that enters a target, a baseline or a starting value, with what the plan says there and what follows for the entry.
create or replace temp table target_entries as
with
filled as (
    select *, case when basis in ('baseline', 'start') then basis else 'target' end as kind
    from target_candidates
    where value_state <> 'not_reported'
),

in_plan as (
    select indicator_key, region_key, year, quarter, comparator, value, no_task, basis from targets where plan_id = $plan_id and origin = 'pack'
),

-- what could be broken down: targets that stand, and those of the same file
whole as (
    select indicator_key, region_key, year, comparator from target_years where plan_id = $plan_id and not no_task
    union
    select indicator_key, region_key, year, comparator from filled where kind = 'target' and value_state = 'number'
),

above as (
    select
        filled.position,
        min_by(whole.region_key, region_closure.depth) as parent_key,
        min_by(whole.comparator, region_closure.depth) as comparator
    from filled
    join region_closure on region_closure.descendant_key = filled.region_key and region_closure.depth > 0
    join whole
        on whole.region_key = region_closure.ancestor_key and whole.indicator_key = filled.indicator_key
        and whole.year is not distinct from filled.year
    group by filled.position
),

baselines as (
    select indicator_key, region_key, max(baseline_value) as value
    from targets
    where plan_id = $plan_id and origin = 'pack' and basis = 'change_vs_baseline'
    group by indicator_key, region_key
)

select
    filled.* exclude (comparator, basis),
    coalesce(filled.comparator, in_plan.comparator, above.comparator, case when indicators.direction = 'higher' then '>=' else '<=' end) as comparator,
    coalesce(in_plan.basis, filled.basis, case when above.parent_key is not null then 'allocated' else 'delegated' end) as basis,
    indicators.is_percent, indicators.measure, above.parent_key,
    in_plan.comparator as printed_comparator, in_plan.value as printed_value, in_plan.no_task as is_printed_slash,
    in_plan.value is not null or in_plan.no_task as is_printed,
    baselines.indicator_key is not null as is_change, baselines.value as printed_baseline,
    starts.value as printed_start
from filled
left join indicators on indicators.indicator_key = filled.indicator_key
left join above on above.position = filled.position
left join in_plan
    on filled.kind = 'target' and in_plan.indicator_key = filled.indicator_key and in_plan.region_key = filled.region_key
    and in_plan.year is not distinct from filled.year and in_plan.quarter is not distinct from filled.quarter
left join baselines on baselines.indicator_key = filled.indicator_key and baselines.region_key = filled.region_key
left join (from starting_values where plan_id = $plan_id and origin = 'pack') as starts
    on starts.indicator_key = filled.indicator_key and starts.region_key = filled.region_key and starts.year = filled.year
