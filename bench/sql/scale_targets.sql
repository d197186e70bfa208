-- Grain: indicator × region × year. Leaves have their own targets; above them stands the sum, or the same percentage.
insert into targets by name
with
leaf_targets as (
    select
        indicators.indicator_key, regions.region_key, years.year,
        case when indicators.has_parts then 85 else 100 + hash(indicators.indicator_key, regions.region_key) % 900 + 50 * (years.year - 2016) end as value
    from indicators
    cross join (select region_key from regions where is_leaf) as regions
    cross join (select 2016 + unnest(range(1, 1 + $years)) as year) as years
)

select
    'scale' as plan_id, leaf_targets.indicator_key, region_closure.ancestor_key as region_key, leaf_targets.year,
    case when any_value(indicators.direction) = 'lower' then '<=' else '>=' end as comparator,
    case when any_value(indicators.region_rollup) = 'sum' then sum(leaf_targets.value) else any_value(leaf_targets.value) end as value,
    false as no_task, 'absolute' as basis, []::varchar[] as source_ids, 'pack' as origin
from leaf_targets
join region_closure on region_closure.descendant_key = leaf_targets.region_key
join indicators on indicators.indicator_key = leaf_targets.indicator_key
where region_closure.depth = 0 or indicators.region_rollup <> 'none'
group by leaf_targets.indicator_key, region_closure.ancestor_key, leaf_targets.year
