-- Grain: department of the plan, with every spelling that is understood.
with
spellings as (
    select department_id, string_agg(alias, ';' order by rowid) as aliases
    from department_aliases
    where plan_id = $plan_id
    group by department_id
)

select
    departments.plan_id, departments.department_id, departments.name_zh, departments.name_en,
    spellings.aliases,
    (select kind = 'trial' from database_info) as is_simulated
from departments
left join spellings on spellings.department_id = departments.department_id
where departments.plan_id = $plan_id
order by departments.rowid
