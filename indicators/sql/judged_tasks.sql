-- Grain: task of a plan. Its status at the end of the asked month: done, overdue, to come, standing, or silent.
with
asked as (
    select $period as period, last_day($period) as month_end
),

years as (
    select
        tasks.*,
        asked.period, asked.month_end,
        case
            when len(tasks.years) = 0 then null
            when list_contains(tasks.years, year(asked.period)) then year(asked.period)
            when list_min(tasks.years) > year(asked.period) then list_min(tasks.years)
            else list_max(list_filter(tasks.years, lambda one: one < year(asked.period)))
        end as judged_year
    from tasks
    cross join asked
    where tasks.plan_id = $plan_id
),

due as (
    select
        *,
        case
            when deadline is not null and (judged_year is null or year(deadline) = judged_year or repeats = 'once') then deadline
            when repeats = 'once' and judged_year is not null then make_date(list_max(years), 12, 31)
            when judged_year is not null then make_date(judged_year, 12, 31)
        end as due_on
    from years
),

reports as (
    select
        due.task_id, task_progress.state, task_progress.percent, task_progress.note, task_progress.period,
        row_number() over (partition by due.task_id order by task_progress.period desc, task_progress.upload_id desc) as place
    from due
    join task_progress
        on task_progress.plan_id = due.plan_id
        and task_progress.task_id = due.task_id
        and task_progress.period <= due.period
        and (due.repeats = 'once' or due.judged_year is null or year(task_progress.period) = due.judged_year)
),

-- one report as a whole: the percentage or the note of an earlier one would not fit the state of the newest
progress as (
    select task_id, state, percent, note as progress_note, period as reported_period from reports where place = 1
)

select
    due.*, progress.state, progress.percent, progress.progress_note, progress.reported_period,
    case
        when progress.state = 'done' then 'met'
        when due.judged_year > year(due.period) then 'not_due'
        when due.repeats = 'once' and due.due_on <= due.month_end then 'missed'
        when progress.state is null then 'not_reported'
        when due.repeats = 'once' or progress.state = 'not_started' then 'not_due'
        else 'on_pace'   -- a standing duty is kept as long as it is worked on; it has no end to miss
    end as status
from due
left join progress using (task_id)
order by due.position
