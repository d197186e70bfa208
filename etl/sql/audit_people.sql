-- Grain: one row per name that stands in the audit trail, with the person's name where there is an account.
select distinct audit.username, coalesce(accounts.display_name, audit.username) as display_name
from audit
left join accounts on accounts.username = audit.username
order by audit.username
