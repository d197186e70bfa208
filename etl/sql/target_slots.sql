-- Grain: target, baseline or starting value that the office may enter, with the entry that stands: what the plan leaves to be handed
-- down, the regions below a target that the plan does not break down itself, unknown baselines and starts; and whatever was entered.
with
plan_years as (
    select unnest(range(first_year, last_year + 1)) as year, first_year from plans where plan_id = $plan_id
),

in_plan as (
    select * from targets where plan_id = $plan_id and origin = 'pack'
),

handed_down as (
    select distinct in_plan.indicator_key, in_plan.region_key, plan_years.year, in_plan.quarter
    from in_plan
    join plan_years on in_plan.year is null or plan_years.year = in_plan.year
    where in_plan.value is null and not in_plan.no_task
),

printed_below as (
    select distinct in_plan.indicator_key, in_plan.year, region_closure.ancestor_key as region_key
    from in_plan
    join region_closure on region_closure.descendant_key = in_plan.region_key and region_closure.depth > 0
),

broken_down as (
    select target_years.indicator_key, leaves.region_key, target_years.year, target_years.region_key as parent_key, target_years.value as whole
    from target_years
    join region_closure on region_closure.ancestor_key = target_years.region_key and region_closure.depth > 0
    join regions as leaves on leaves.region_key = region_closure.descendant_key and leaves.is_leaf
    anti join printed_below
        on printed_below.indicator_key = target_years.indicator_key and printed_below.region_key = target_years.region_key
        and printed_below.year is not distinct from target_years.year
    where target_years.plan_id = $plan_id and target_years.year is not null and not target_years.no_task and target_years.value is not null
),

slots as (
    select 'target' as kind, indicator_key, region_key, year, quarter, 'delegated' as basis, null::integer as parent_key, null::decimal(18,4) as whole
    from handed_down
    union all
    select 'target', indicator_key, region_key, year, null, 'allocated', min(parent_key), min(whole)
    from broken_down
    anti join handed_down using (indicator_key, region_key, year)
    group by indicator_key, region_key, year
    union all
    select 'baseline', indicator_key, region_key, min(baseline_year), null, 'baseline', null, null
    from in_plan
    where basis = 'change_vs_baseline'
    group by indicator_key, region_key
    having max(baseline_value) is null
    union all
    select distinct 'start', target_years.indicator_key, target_years.region_key, plan_years.first_year - 1, null::integer, 'start', null::integer, null::decimal(18,4)
    from target_years
    join indicators on indicators.indicator_key = target_years.indicator_key and indicators.measure <> 'flow'
    join plan_years on true
    anti join (from starting_values where origin = 'pack') as starts
        on starts.indicator_key = target_years.indicator_key and starts.region_key = target_years.region_key
    where target_years.plan_id = $plan_id and target_years.has_task
)

select
    coalesce(slots.kind, entries.kind) as kind, coalesce(entries.year, slots.year) as year, coalesce(slots.quarter, entries.quarter) as quarter,
    coalesce(slots.basis, entries.basis, entries.kind) as basis, slots.whole, parents.name_zh as parent_zh, parents.name_en as parent_en,
    indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en, indicators.unit_zh, indicators.unit_en,
    indicators.decimals, indicators.region_rollup,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en,
    entries.comparator, entries.value, coalesce(entries.no_task, false) as no_task, entries.document_number, entries.note, entries.upload_id,
    simulated.value as simulated_value
from slots
full join (from entered_targets where plan_id = $plan_id) as entries
    on entries.kind = slots.kind and entries.indicator_key = slots.indicator_key and entries.region_key = slots.region_key
    and (entries.year is not distinct from slots.year or slots.kind = 'baseline')
    and entries.quarter is not distinct from slots.quarter
join indicators on indicators.indicator_key = coalesce(slots.indicator_key, entries.indicator_key)
join regions on regions.region_key = coalesce(slots.region_key, entries.region_key)
left join (from targets where plan_id = $plan_id and origin = 'simulated') as simulated
    on slots.kind = 'target' and simulated.indicator_key = slots.indicator_key and simulated.region_key = slots.region_key
    and simulated.year = slots.year
left join regions as parents on parents.region_key = slots.parent_key
order by indicators.position, regions.position, 2 nulls last, 3 nulls last
