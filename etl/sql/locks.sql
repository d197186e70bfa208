-- Grain: locked month of a plan: why, by whom and since when.
with
newest as (
    select *, row_number() over (partition by period order by locked_at desc) as place from month_locks where plan_id = $plan_id
)

select newest.period, newest.reason, newest.username, coalesce(accounts.display_name, newest.username) as display_name, newest.locked_at
from newest
left join accounts using (username)
where place = 1 and is_locked
order by newest.period
