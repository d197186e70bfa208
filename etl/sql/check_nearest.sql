-- Grain: changed figure × side without a figure in the adjacent month: the nearest report within two years.
insert into neighbours
with
lonely as (
    select * exclude (neighbour, other_value) from neighbours where other_value is null
),

-- each side reads only the months that it may find something in: after the newest month there is nothing to read
earlier as (
    select indicator_key, region_key, period, value
    from actuals
    semi join (from lonely where is_before) as lonely using (indicator_key, region_key)
    where period >= (select min(period) - interval 2 year from lonely where is_before)
        and period < (select max(period) from lonely where is_before)
),

later as (
    select indicator_key, region_key, period, value
    from actuals
    semi join (from lonely where not is_before) as lonely using (indicator_key, region_key)
    where period > (select min(period) from lonely where not is_before)
        and period <= (select max(period) + interval 2 year from lonely where not is_before)
),

reports as (
    select * from (from earlier union from later) as standing anti join staged using (indicator_key, region_key, period)
    union all
    select indicator_key, region_key, period, value from staged semi join lonely using (indicator_key, region_key)
)

select lonely.*, reports.period, reports.value
from (from lonely where is_before) as lonely
asof join reports
    on reports.indicator_key = lonely.indicator_key and reports.region_key = lonely.region_key and reports.period < lonely.period
union all
select lonely.*, reports.period, reports.value
from (from lonely where not is_before) as lonely
asof join reports
    on reports.indicator_key = lonely.indicator_key and reports.region_key = lonely.region_key and reports.period > lonely.period
