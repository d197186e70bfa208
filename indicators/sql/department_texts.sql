-- Grain: list of departments that leads or takes part in a task or project of the plan. Its ids and names as texts.
with
named as (
    select lead_department_ids as department_ids from tasks where plan_id = $plan_id
    union select partner_department_ids from tasks where plan_id = $plan_id
    union select lead_department_ids from projects where plan_id = $plan_id
),

members as (
    select department_ids, unnest(department_ids) as department_id, generate_subscripts(department_ids, 1) as position
    from named
)

select
    members.department_ids,
    string_agg(departments.department_id, ';' order by members.position) as ids,
    string_agg(departments.name_zh, ';' order by members.position) as names_zh,
    string_agg(departments.name_en, ';' order by members.position) as names_en
from members
join departments on departments.plan_id = $plan_id and departments.department_id = members.department_id
group by members.department_ids
