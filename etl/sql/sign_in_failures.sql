-- Grain: one row per wrong password for $username after $since, the latest $most; signing in or a change by an administrator starts afresh.
with fresh_start as (
    select coalesce(max(audit.happened_at), $since) as happened_at
    from audit
    where audit.action in ('sign_in', 'account_changed') and audit.subject = $username and audit.happened_at >= $since
)

select audit.happened_at
from audit
cross join fresh_start
where audit.action = 'sign_in_failed' and audit.subject = $username and audit.happened_at > fresh_start.happened_at
order by audit.position desc
limit $most
