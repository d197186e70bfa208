-- Grain: one row: how many entries of the audit trail fit; a parameter that is null chooses everything.
select count(*) as entries
from audit
where
    ($username is null or audit.username = $username)
    and ($action is null or audit.action = $action)
    and ($first is null or audit.happened_at >= $first)
    and ($last is null or audit.happened_at < cast($last as date) + interval 1 day)
