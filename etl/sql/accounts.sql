-- Grain: one row per account ($username null: every account), its scopes beside it.
with scopes as (
    select
        account_scopes.username,
        list(
            {'plan_id': account_scopes.plan_id, 'region_id': account_scopes.region_id, 'department_id': account_scopes.department_id}
            order by account_scopes.plan_id, account_scopes.region_id, account_scopes.department_id
        ) as scopes
    from account_scopes
    group by account_scopes.username
)

select
    accounts.username,
    accounts.display_name,
    accounts.role,
    accounts.language,
    accounts.disabled,
    accounts.password_hash,
    coalesce(scopes.scopes, []) as scopes
from accounts
left join scopes on scopes.username = accounts.username
where $username is null or accounts.username = $username
order by accounts.username
