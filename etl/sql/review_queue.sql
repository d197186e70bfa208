-- Grain: upload of a plan of which something waits for a decision, the longest waiting first. How much waits, and how much of it
-- came after its month's day in the temporary table `reporting_days`.
with
waiting as (
    select pending_actuals.upload_id, pending_actuals.period
    from pending_actuals
    semi join (from indicators where plan_id = $plan_id) as mine using (indicator_key)
    union all
    select upload_id, period from pending_tasks where plan_id = $plan_id
    union all
    select upload_id, period from pending_projects where plan_id = $plan_id
),

counted as (
    select
        waiting.upload_id, count(*) as waiting, min(waiting.period) as first_period, max(waiting.period) as last_period,
        count(*) filter (uploads.committed_at::date > reporting_days.due_on) as late
    from waiting
    join uploads on uploads.upload_id = waiting.upload_id
    join reporting_days on reporting_days.period = waiting.period
    group by waiting.upload_id
)

select
    uploads.upload_id, uploads.kind, uploads.username, coalesce(accounts.display_name, uploads.username) as display_name, uploads.file_name,
    uploads.committed_at, uploads.justification, uploads.is_correction, uploads.row_count,
    counted.waiting, counted.late, counted.first_period, counted.last_period
from counted
join uploads on uploads.upload_id = counted.upload_id
left join accounts on accounts.username = uploads.username
order by uploads.committed_at, uploads.upload_id
