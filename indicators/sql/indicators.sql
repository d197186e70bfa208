-- Grain: indicator of a plan, in the order of its programmes.
select
    indicators.*,
    programmes.name_zh as programme_zh, programmes.name_en as programme_en,
    departments.name_zh as lead_department_zh, departments.name_en as lead_department_en
from indicators
join programmes on programmes.plan_id = indicators.plan_id and programmes.programme_id = indicators.programme_id
left join departments on departments.plan_id = indicators.plan_id and departments.department_id = indicators.lead_department_id
where indicators.plan_id = $plan_id
order by programmes.position, indicators.position
