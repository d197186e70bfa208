-- Grain: figure of the file that may change only by a correction: who decided that, when and why.
with
approvals as (
    select settled.position, reviews.username, reviews.reviewed_at
    from (from settled where not is_locked) as settled
    join revision_states
        on revision_states.indicator_key = settled.indicator_key
        and revision_states.region_key = settled.region_key
        and revision_states.period = settled.period
        and revision_states.upload_id = settled.old_upload_id
    join reviews on reviews.review_id = revision_states.review_id
),

decided as (
    select
        settled.position, settled.period, settled.old_value, settled.reason,
        case when settled.is_locked then 'month_locked' else 'already_approved' end as code,
        coalesce(settled.username, approvals.username) as username, coalesce(settled.locked_at, approvals.reviewed_at) as decided_at
    from settled
    left join approvals using (position)
)

select
    decided.position, decided.code, strftime(decided.period, '%Y-%m') as period, decided.old_value, decided.reason,
    coalesce(accounts.display_name, decided.username) as name, strftime(decided.decided_at, '%Y-%m-%d') as day
from decided
left join accounts using (username)
order by decided.position
