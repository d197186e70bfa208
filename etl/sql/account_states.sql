-- Grain: one row per account, with when it was used last and the wrong passwords since $since that count towards its lock.
with signed_in as (
    select audit.subject as username, max(audit.happened_at) as last_sign_in
    from audit
    where audit.action = 'sign_in'
    group by audit.subject
),

fresh_start as (
    select audit.subject as username, max(audit.happened_at) as happened_at
    from audit
    where audit.action in ('sign_in', 'account_changed') and audit.happened_at >= $since
    group by audit.subject
),

failures as (
    select audit.subject as username, count(*) as failure_count, max(audit.happened_at) as last_failure
    from audit
    left join fresh_start on fresh_start.username = audit.subject
    where
        audit.action = 'sign_in_failed' and audit.happened_at >= $since
        and (fresh_start.happened_at is null or audit.happened_at > fresh_start.happened_at)
    group by audit.subject
)

select
    accounts.username,
    accounts.email,
    accounts.created_at,
    signed_in.last_sign_in,
    coalesce(failures.failure_count, 0) as failure_count
from accounts
left join signed_in on signed_in.username = accounts.username
left join failures on failures.username = accounts.username
order by accounts.username
