-- Grain: report of an indicator × region with a suspect, from the months that the rules look back on to the last suspect, and the report
-- before it. The file's word stands before the database's.
create or replace temp table history as
with
back as (
    select
        greatest(jump_months, unchanged_months, 3 * equals_target_reports, 3 * round_number_reports)
        -- and one report more, from which the first step is taken
        + 3 as months
    from rules
),

series as (
    select indicator_key, region_key, (min(period) - to_months(months::integer))::date as since, max(period) as last_period
    from suspects
    cross join back
    group by indicator_key, region_key, months
),

reports as (
    select series.*, staged.period, staged.value
    from staged
    join series using (indicator_key, region_key)
    union all
    select series.*, actuals.period, actuals.value
    from actuals
    join series using (indicator_key, region_key)
    anti join staged using (indicator_key, region_key, period)
    where actuals.period between (select min(since) from series) and (select max(last_period) from series)
)

select
    reports.indicator_key, reports.region_key, reports.period, reports.value,
    lag(reports.value) over before as previous_value, lag(reports.period) over before as previous_period,
    indicators.measure, indicators.decimals,
    indicators.measure = 'flow' or (indicators.measure = 'stock' and indicators.direction = 'higher') as is_cumulative
from reports
join indicators using (indicator_key)
where reports.period between reports.since and reports.last_period
window before as (partition by reports.indicator_key, reports.region_key order by reports.period)
