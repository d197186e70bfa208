-- Grain: one locking or opening of a month, the newest first.
select
    month_locks.period, month_locks.is_locked, month_locks.reason, month_locks.username,
    coalesce(accounts.display_name, month_locks.username) as display_name, month_locks.locked_at
from month_locks
left join accounts using (username)
where month_locks.plan_id = $plan_id
order by month_locks.locked_at desc
