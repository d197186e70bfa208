-- Grain: line × asked month, where a line is everything together, a region, or a department (of what no department leads: no names).
-- How many reports are due, how many came on time, late, not yet, and how far they are.
-- uses: due_states
with
counted as (
    select
        case when grouping(region_key) = 0 then 'region' when grouping(department_id) = 0 then 'department' else 'whole' end as kind,
        region_key, department_id, period,
        count(*) as expected,
        count(*) filter (timeliness = 'on_time') as on_time,
        count(*) filter (timeliness = 'late') as late,
        count(*) filter (timeliness = 'missing') as missing,
        count(*) filter (timeliness = 'open') as open,
        count(*) filter (state = 'approved') as approved,
        count(*) filter (state = 'submitted') as submitted,
        count(*) filter (state = 'returned') as returned
    from due_states
    group by grouping sets ((region_key, period), (department_id, period), (period))
)

select
    counted.kind, coalesce(regions.region_id, counted.department_id) as line_id,
    coalesce(regions.name_zh, departments.name_zh) as name_zh, coalesce(regions.name_en, departments.name_en) as name_en,
    counted.period, counted.expected, counted.on_time, counted.late, counted.missing, counted.open,
    counted.approved, counted.submitted, counted.returned
from counted
left join regions on counted.kind = 'region' and regions.region_key = counted.region_key
left join departments
    on counted.kind = 'department' and departments.plan_id = $plan_id and departments.department_id = counted.department_id
order by counted.kind, regions.position, counted.department_id nulls first, counted.period
