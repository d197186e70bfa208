-- Grain: indicator × region that owes a report for the asked month. Who reports it, by when, when it first came, and
-- whether it still waits for a decision; nothing came, or nothing that was not returned: no moment.
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

reports as (
    select revision_states.*, uploads.committed_at
    from revision_states
    semi join due on due.indicator_key = revision_states.indicator_key and due.region_key = revision_states.region_key
    join uploads on uploads.upload_id = revision_states.upload_id
    where revision_states.period = $period::date and revision_states.state <> 'withdrawn'
),

-- what stands or waits for a decision; what was returned is owed again
newest as (
    select indicator_key, region_key, value, state
    from (
        select *, row_number() over (partition by indicator_key, region_key order by upload_id desc) as place
        from reports
        where state <> 'returned'
    ) as standing
    where place = 1
),

first_moments as (
    select reports.indicator_key, reports.region_key, newest.state, min(reports.committed_at) as first_reported_at
    from reports
    join newest on newest.indicator_key = reports.indicator_key and newest.region_key = reports.region_key
    where newest.value is not null and reports.value is not null and reports.undo_of is null
    group by reports.indicator_key, reports.region_key, newest.state
)

select
    due.indicator_key, due.region_key,
    indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en, regions.level as region_level,
    due.department_id, departments.name_zh as department_zh, departments.name_en as department_en,
    first_moments.first_reported_at, coalesce(first_moments.state = 'submitted', false) as is_waiting,
    -- the day of the month after that the plan names, as far as that month has it
    (least(last_day($period::date + interval 1 month), $period::date + interval 1 month + to_days(plans.due_day - 1)))::date as due_on
from due
join plans on plans.plan_id = $plan_id
join indicators on indicators.indicator_key = due.indicator_key
join regions on regions.region_key = due.region_key
left join departments on departments.plan_id = $plan_id and departments.department_id = due.department_id
left join first_moments on first_moments.indicator_key = due.indicator_key and first_moments.region_key = due.region_key
order by regions.position, departments.department_id nulls first, indicators.position
