-- Grain: changed figure × adjacent month: the one before and, for a cumulative figure, the one after. That month's figure, the file's word
-- before the database's; null where there is none. A hash join, because nearly every figure has its neighbour.
create or replace temp table neighbours as
with
changed as (
    select
        differences.position, differences.indicator_key, differences.region_key, differences.period, differences.value,
        indicators.measure, indicators.direction, indicators.is_percent,
        indicators.measure = 'flow' or (indicators.measure = 'stock' and indicators.direction = 'higher') as is_cumulative
    from differences
    join indicators using (indicator_key)
    where differences.difference <> 'unchanged'
),

span as (
    select
        min(period) - interval 1 month as first_period, max(period) + interval 1 month as last_period,
        greatest((select max(period) from actuals), max(period)) as newest
    from staged
),

sides as (
    select *, true as is_before, (period - interval 1 month)::date as neighbour
    from changed
    union all
    select *, false, (period + interval 1 month)::date
    from changed
    where is_cumulative and not (measure = 'flow' and month(period) = 12) and period < (select newest from span)
),

standing as (
    select indicator_key, region_key, period, value
    from actuals
    where period between (select first_period from span) and (select last_period from span)
        and indicator_key in (select indicator_key from changed)
)

select sides.*, coalesce(staged.value, standing.value) as other_value
from sides
left join staged
    on staged.indicator_key = sides.indicator_key and staged.region_key = sides.region_key and staged.period = sides.neighbour
left join standing
    on standing.indicator_key = sides.indicator_key and standing.region_key = sides.region_key and standing.period = sides.neighbour
