-- Grain: task whose progress one upload reports and that waits for a decision. The approved progress before it, and what is said now.
with
pending as (
    select * from pending_tasks where upload_id = $upload_id
),

before as (
    select task_progress.*, row_number() over (partition by plan_id, task_id order by period desc, upload_id desc) as place
    from task_progress
    semi join pending using (plan_id, task_id)
)

select
    null::integer as indicator_key, null::integer as region_key, pending.task_id as item_id, pending.period,
    tasks.title_zh as title_zh, tasks.title_en as title_en,
    before.period as old_period, before.state as old_state, before.percent as old_percent,
    pending.state, pending.percent, pending.note
from pending
join tasks on tasks.plan_id = pending.plan_id and tasks.task_id = pending.task_id
left join before on before.task_id = pending.task_id and before.place = 1
order by tasks.position, pending.period
