-- Grain: figure that waits for a decision and should not, or the other way round; `pending_again` was just found anew from the log.
with
different as (
    select indicator_key, region_key, period, pending_again.upload_id as found_upload_id, pending_actuals.upload_id as stored_upload_id
    from pending_again
    full join pending_actuals using (indicator_key, region_key, period)
    where pending_again.upload_id is distinct from pending_actuals.upload_id or pending_again.value is distinct from pending_actuals.value
)

select
    concat_ws(' / ', coalesce(indicator_id, indicator_key::varchar), coalesce(region_id, region_key::varchar), strftime(period, '%Y-%m')) as place,
    found_upload_id, stored_upload_id
from different
left join indicators using (indicator_key)
left join regions using (region_key)
order by indicator_key, region_key, period
