-- Grain: changed cumulative figure that a neighbouring month contradicts, and that month's figure.
-- The neighbour is nearly always the adjacent month, found by hash join; only where it is missing is the nearest one looked up.
with
cumulative as (
    select differences.*, indicators.measure = 'stock' as is_stock
    from differences
    join indicators using (indicator_key)
    where differences.difference <> 'unchanged'
        and (indicators.measure = 'flow' or (indicators.measure = 'stock' and indicators.direction = 'higher'))
),

newest as (
    select greatest((select max(period) from actuals), (select max(period) from staged)) as period
),

sides as (
    select *, true as is_before, (period - interval 1 month)::date as neighbour
    from cumulative
    where is_stock or month(period) > 1
    union all
    select *, false, (period + interval 1 month)::date
    from cumulative
    where (is_stock or month(period) < 12) and period < (select period from newest)
),

standing as (
    select indicator_key, region_key, period, value
    from actuals
    where period in (select distinct neighbour from sides)
        and indicator_key in (select indicator_key from cumulative)
),

beside as materialized (
    select sides.*, coalesce(staged.value, standing.value) as other_value
    from sides
    left join staged
        on staged.indicator_key = sides.indicator_key and staged.region_key = sides.region_key and staged.period = sides.neighbour
    left join standing
        on standing.indicator_key = sides.indicator_key and standing.region_key = sides.region_key and standing.period = sides.neighbour
),

lonely_before as (
    select * exclude (neighbour, other_value) from beside where other_value is null and is_before
),

lonely_after as (
    select * exclude (neighbour, other_value) from beside where other_value is null and not is_before
),

earlier as (
    select actuals.indicator_key, actuals.region_key, actuals.period, actuals.value
    from actuals
    anti join staged using (indicator_key, region_key, period)
    where actuals.period < (select max(period) from lonely_before) and actuals.period >= (select min(period) - interval 2 year from lonely_before)
    union all
    select indicator_key, region_key, period, value from staged
),

later as (
    select actuals.indicator_key, actuals.region_key, actuals.period, actuals.value
    from actuals
    anti join staged using (indicator_key, region_key, period)
    where actuals.period > (select min(period) from lonely_after) and actuals.period <= (select max(period) + interval 2 year from lonely_after)
    union all
    select indicator_key, region_key, period, value from staged
),

nearest as (
    select lonely_before.*, history.period as neighbour, history.value as other_value
    from lonely_before
    asof join (select * from earlier semi join lonely_before using (indicator_key, region_key)) as history
        on history.indicator_key = lonely_before.indicator_key
        and history.region_key = lonely_before.region_key
        and history.period < lonely_before.period
    union all
    select lonely_after.*, history.period, history.value
    from lonely_after
    asof join (select * from later semi join lonely_after using (indicator_key, region_key)) as history
        on history.indicator_key = lonely_after.indicator_key
        and history.region_key = lonely_after.region_key
        and history.period > lonely_after.period
),

both_sides as (
    select position, value, is_stock, is_before, period, neighbour, other_value from beside where other_value is not null
    union all
    select position, value, is_stock, is_before, period, neighbour, other_value from nearest
    where is_stock or year(neighbour) = year(period)
)

select position, value, neighbour, other_value, case when is_before then 'falls' else 'falls_later' end as code
from both_sides
where case when is_before then other_value > value else other_value < value end
order by position, code
