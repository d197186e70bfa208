-- Grain: indicator × region that owes a report for the asked month. Who reports it, by when, and when the standing figure first came.
with
due as (
    select duties.indicator_key, duties.region_key, duties.department_id
    from duties
    join indicators on indicators.indicator_key = duties.indicator_key
    anti join (from target_years where plan_id = $plan_id and year = year($period::date) and not has_task) as idle
        on idle.indicator_key = duties.indicator_key and idle.region_key = duties.region_key
    where duties.plan_id = $plan_id
        and year($period::date) between duties.first_year and duties.last_year
        and month($period::date) % (case indicators.frequency when 'monthly' then 1 when 'quarterly' then 3 else 12 end) = 0
),

standing as (
    select actuals.indicator_key, actuals.region_key
    from actuals
    semi join due on due.indicator_key = actuals.indicator_key and due.region_key = actuals.region_key
    where actuals.period = $period::date and actuals.value is not null
),

first_moments as (
    select revisions.indicator_key, revisions.region_key, min(uploads.committed_at) as first_reported_at
    from revisions
    join standing on standing.indicator_key = revisions.indicator_key and standing.region_key = revisions.region_key
    join uploads on uploads.upload_id = revisions.upload_id
    where revisions.period = $period::date and revisions.value is not null
    group by revisions.indicator_key, revisions.region_key
)

select
    due.indicator_key, due.region_key,
    indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en, regions.level as region_level,
    due.department_id, departments.name_zh as department_zh, departments.name_en as department_en,
    first_moments.first_reported_at,
    -- the day of the month after that the plan names, as far as that month has it
    (least(last_day($period::date + interval 1 month), $period::date + interval 1 month + to_days(plans.due_day - 1)))::date as due_on
from due
join plans on plans.plan_id = $plan_id
join indicators on indicators.indicator_key = due.indicator_key
join regions on regions.region_key = due.region_key
left join departments on departments.plan_id = $plan_id and departments.department_id = due.department_id
left join first_moments on first_moments.indicator_key = due.indicator_key and first_moments.region_key = due.region_key
order by regions.position, departments.department_id nulls first, indicators.position
