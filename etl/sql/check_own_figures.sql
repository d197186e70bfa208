-- Grain: region × indicator × month where the region with parts has a figure of its own and the file changes it or that of a part:
-- that figure, and the row of the file to speak of it at, which is its own or else the first of its parts.
create or replace temp table own_figures as
with
own as (
    select staged.indicator_key, staged.region_key, staged.period, staged.value
    from staged
    join regions on regions.region_key = staged.region_key and not regions.is_leaf
    union all
    select rollups.indicator_key, rollups.region_key, rollups.period, rollups.own_value
    from rollups
    anti join staged using (indicator_key, region_key, period)
    where rollups.own_value is not null and rollups.period in (select distinct period from staged)
        and rollups.indicator_key in (select indicator_key from staged)
),

changed as (
    select differences.position, differences.indicator_key, differences.period, region_closure.ancestor_key as region_key, region_closure.depth
    from differences
    join region_closure on region_closure.descendant_key = differences.region_key
    where differences.difference <> 'unchanged'
)

select
    own.indicator_key, own.region_key, own.period, own.value as own_value, indicators.region_rollup, indicators.decimals,
    arg_min(changed.position, (changed.depth, changed.position)) as position, min(changed.depth) = 0 as is_own_row
from own
join changed using (indicator_key, region_key, period)
join indicators on indicators.indicator_key = own.indicator_key and indicators.region_rollup <> 'none'
group by own.indicator_key, own.region_key, own.period, own.value, indicators.region_rollup, indicators.decimals
