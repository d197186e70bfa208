-- Grain: indicator × region × month whose current figure is not what was approved last.
with
last_approvals as (
    select indicator_key, region_key, period, max_by(upload_id, approval) as upload_id
    from revision_states
    where approval is not null
    group by indicator_key, region_key, period
),

logged as (
    select revisions.*
    from revisions
    semi join last_approvals using (indicator_key, region_key, period, upload_id)
    where value is not null
),

different as (
    select indicator_key, region_key, period, logged.value as logged_value, actuals.value as current_value
    from logged
    full join actuals using (indicator_key, region_key, period)
    where logged.upload_id is distinct from actuals.upload_id
        or logged.value is distinct from actuals.value
        or logged.numerator is distinct from actuals.numerator
        or logged.denominator is distinct from actuals.denominator
)

select
    concat_ws(' / ', coalesce(indicator_id, indicator_key::varchar), coalesce(region_id, region_key::varchar), strftime(period, '%Y-%m')) as place,
    logged_value, current_value
from different
left join indicators using (indicator_key)
left join regions using (region_key)
order by indicator_key, region_key, period
