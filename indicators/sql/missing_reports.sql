-- Grain: indicator × region × asked month for which a report is due and has not come, or was sent back. Whom to remind of it: its
-- region, or the department that leads it; what no department leads is asked of the region itself.
-- uses: due_states
select
    due_states.period, due_states.due_on, due_states.state, due_states.timeliness,
    indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
    indicators.unit_zh, indicators.unit_en,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en,
    due_states.department_id, departments.name_zh as department_zh, departments.name_en as department_en,
    'region ' || regions.region_id as remind_region,
    coalesce('department ' || due_states.department_id, 'region ' || regions.region_id) as remind_department
from due_states
join indicators on indicators.indicator_key = due_states.indicator_key
join regions on regions.region_key = due_states.region_key
left join departments on departments.plan_id = $plan_id and departments.department_id = due_states.department_id
where due_states.timeliness in ('missing', 'open')
order by due_states.period, regions.position, departments.department_id nulls first, indicators.position
