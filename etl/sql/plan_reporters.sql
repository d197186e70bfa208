-- Grain: open account that reports for the plan.
select distinct accounts.username
from accounts
join account_scopes using (username)
where account_scopes.plan_id = $plan_id and accounts.role = 'reporter' and not accounts.disabled
order by accounts.username
