-- Grain: indicator × region that owes a report for the asked month. Who reports it, by when, when it first came (nothing came, or
-- nothing that was not returned: no moment), and whether it still waits for a decision.
-- uses: due_states
select
    due_states.indicator_key, due_states.region_key,
    indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en, regions.level as region_level,
    due_states.department_id, departments.name_zh as department_zh, departments.name_en as department_en,
    due_states.first_reported_at, due_states.state = 'submitted' as is_waiting, due_states.due_on
from due_states
join indicators on indicators.indicator_key = due_states.indicator_key
join regions on regions.region_key = due_states.region_key
left join departments on departments.plan_id = $plan_id and departments.department_id = due_states.department_id
order by regions.position, departments.department_id nulls first, indicators.position
