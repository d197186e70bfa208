-- Grain: one row per entry of the audit trail that fits, the newest first; a parameter that is null chooses everything.
select
    audit.position,
    date_trunc('second', audit.happened_at) as happened_at,
    audit.username,
    coalesce(accounts.display_name, audit.username) as display_name,
    audit.action,
    audit.subject,
    audit.detail,
    audit.address,
    audit.hash
from audit
left join accounts on accounts.username = audit.username
where
    ($username is null or audit.username = $username)
    and ($action is null or audit.action = $action)
    and ($first is null or audit.happened_at >= $first)
    and ($last is null or audit.happened_at < cast($last as date) + interval 1 day)
order by audit.position desc
limit $most offset $skipped
