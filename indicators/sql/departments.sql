-- Grain: department of a plan that leads an indicator, a task or a project, with how many of each.
with
leads as (
    select lead_department_id as department_id, 'indicator' as kind from indicators where plan_id = $plan_id
    union all
    select unnest(lead_department_ids), 'task' from tasks where plan_id = $plan_id
    union all
    select unnest(lead_department_ids), 'project' from projects where plan_id = $plan_id
)

select
    departments.department_id, departments.name_zh, departments.name_en,
    count(*) filter (leads.kind = 'indicator') as indicators,
    count(*) filter (leads.kind = 'task') as tasks,
    count(*) filter (leads.kind = 'project') as projects
from departments
join leads on leads.department_id = departments.department_id
where departments.plan_id = $plan_id
group by departments.department_id, departments.name_zh, departments.name_en
order by indicators desc, tasks desc, departments.department_id
