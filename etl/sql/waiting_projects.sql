-- Grain: project whose progress one upload reports and that waits for a decision. The approved progress before it, and what is said now.
with
pending as (
    select * from pending_projects where upload_id = $upload_id
),

before as (
    select project_progress.*, row_number() over (partition by plan_id, project_id order by period desc, upload_id desc) as place
    from project_progress
    semi join pending using (plan_id, project_id)
)

select
    null::integer as indicator_key, null::integer as region_key, pending.project_id as item_id, pending.period,
    projects.name_zh as title_zh, projects.name_en as title_en,
    before.period as old_period, before.state as old_state, before.percent as old_percent,
    before.investment_wan as old_investment_wan, pending.investment_wan,
    pending.state, pending.percent, pending.note
from pending
join projects on projects.plan_id = pending.plan_id and projects.project_id = pending.project_id
left join before on before.project_id = pending.project_id and before.place = 1
order by projects.position, pending.period
