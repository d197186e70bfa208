-- Grain: programme of a plan.
select
    programmes.*,
    departments.name_zh as lead_department_zh, departments.name_en as lead_department_en
from programmes
left join departments on departments.plan_id = programmes.plan_id and departments.department_id = programmes.lead_department_id
where programmes.plan_id = $plan_id
order by programmes.position
