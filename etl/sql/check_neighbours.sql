-- Grain: changed figure × report beside it: the one before and, for a cumulative figure, the one after. The file's word stands first.
-- That report is nearly always of the adjacent month, found by hash join; only where it is missing is the nearest one looked up.
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

newest as (
    select greatest((select max(period) from actuals), (select max(period) from staged)) as period
),

sides as (
    select *, true as is_before, (period - interval 1 month)::date as adjacent
    from changed
    union all
    select *, false, (period + interval 1 month)::date
    from changed
    where is_cumulative and not (measure = 'flow' and month(period) = 12) and period < (select period from newest)
),

standing as (
    select indicator_key, region_key, period, value
    from actuals
    where period in (select distinct adjacent from sides)
        and indicator_key in (select indicator_key from changed)
),

beside as materialized (
    select sides.*, coalesce(staged.value, standing.value) as other_value
    from sides
    left join staged
        on staged.indicator_key = sides.indicator_key and staged.region_key = sides.region_key and staged.period = sides.adjacent
    left join standing
        on standing.indicator_key = sides.indicator_key and standing.region_key = sides.region_key and standing.period = sides.adjacent
),

lonely as materialized (
    select * exclude (adjacent, other_value) from beside where other_value is null
),

reports as materialized (
    select actuals.indicator_key, actuals.region_key, actuals.period, actuals.value
    from actuals
    semi join lonely using (indicator_key, region_key)
    anti join staged using (indicator_key, region_key, period)
    where actuals.period between (select min(period) - interval 2 year from lonely) and (select max(period) + interval 2 year from lonely)
    union all
    select indicator_key, region_key, period, value
    from staged
    semi join lonely using (indicator_key, region_key)
)

select * rename (adjacent as neighbour) from beside where other_value is not null
union all
select lonely.*, reports.period, reports.value
from (from lonely where is_before) as lonely
asof join reports
    on reports.indicator_key = lonely.indicator_key and reports.region_key = lonely.region_key and reports.period < lonely.period
union all
select lonely.*, reports.period, reports.value
from (from lonely where not is_before) as lonely
asof join reports
    on reports.indicator_key = lonely.indicator_key and reports.region_key = lonely.region_key and reports.period > lonely.period
