-- Grain: region × department × asked month. How many reports are due, how many came on time, late, not yet, and how far they are.
-- uses: due_states
select
    due_states.region_key, regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en, regions.position as region_position,
    due_states.department_id, departments.name_zh as department_zh, departments.name_en as department_en,
    due_states.period, max(due_states.due_on) as due_on,
    count(*) as expected,
    count(*) filter (timeliness = 'on_time') as on_time,
    count(*) filter (timeliness = 'late') as late,
    count(*) filter (timeliness = 'missing') as missing,
    count(*) filter (timeliness = 'open') as open,
    count(*) filter (state = 'approved') as approved,
    count(*) filter (state = 'submitted') as submitted,
    count(*) filter (state = 'returned') as returned
from due_states
join regions on regions.region_key = due_states.region_key
left join departments on departments.plan_id = $plan_id and departments.department_id = due_states.department_id
group by all
order by regions.position, due_states.department_id nulls first, due_states.period
