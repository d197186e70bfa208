-- Grain: indicator × region. Who reports: every region with a task of its own, unless its parts report and can be rolled up.
insert into duties by name
with
tasks_by_region as (
    select
        indicator_key, region_key,
        max(coalesce(year, 9999)) as last_year
    from target_years
    where plan_id = $plan_id and has_task
    group by indicator_key, region_key
)

select
    indicators.plan_id, tasks_by_region.indicator_key, tasks_by_region.region_key,
    indicators.lead_department_id as department_id,
    plans.first_year,
    least(tasks_by_region.last_year, plans.last_year) as last_year
from tasks_by_region
join indicators using (indicator_key)
join plans on plans.plan_id = indicators.plan_id
where indicators.region_rollup = 'none'
    or not exists (
        select 1
        from region_closure
        join tasks_by_region as below on below.region_key = region_closure.descendant_key
        where region_closure.ancestor_key = tasks_by_region.region_key
            and region_closure.depth > 0
            and below.indicator_key = tasks_by_region.indicator_key
    )
order by indicator_key, region_key
