-- Grain: changed figure that says the same as every report for some months: since when. A flow begins anew each year.
with
runs as (
    select
        suspects.position, suspects.period, any_value(history.value) filter (history.period = suspects.period) as value,
        max(history.period) filter (history.value <> history.previous_value or history.previous_value is null
            or (history.measure = 'flow' and year(history.previous_period) < year(history.period))) as since
    from suspects
    join history
        on history.indicator_key = suspects.indicator_key and history.region_key = suspects.region_key
        and history.period <= suspects.period
    where suspects.code = 'unchanged'
    group by suspects.position, suspects.period
)

select runs.position, runs.value, runs.since, datediff('month', runs.since, runs.period) as months
from runs
cross join rules
where datediff('month', runs.since, runs.period) >= rules.unchanged_months
order by runs.position
