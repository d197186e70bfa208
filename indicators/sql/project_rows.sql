-- Grain: project of a plan with its progress and status at the end of the asked month.
with
progress as (
    select
        project_id,
        max_by(state, (period, upload_id)) as state,
        max_by(percent, (period, upload_id)) as percent,
        max_by(investment_wan, (period, upload_id)) as invested_wan,
        max_by(note, (period, upload_id)) as progress_note,
        max(period) as reported_period
    from project_progress
    where plan_id = $plan_id and period <= $period
    group by project_id
)

select
    projects.*,
    progress.state, progress.percent, progress.invested_wan, progress.progress_note, progress.reported_period,
    (select count(*) from evidence
        where evidence.plan_id = $plan_id and evidence.kind = 'project' and evidence.item_id = projects.project_id and evidence.removed_at is null) as evidence_count,
    programmes.name_zh as programme_zh, programmes.name_en as programme_en,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en,
    (select string_agg(departments.name_zh, '、') from departments
        where departments.plan_id = $plan_id and list_contains(projects.lead_department_ids, departments.department_id)) as lead_departments_zh,
    (select string_agg(departments.name_en, ', ') from departments
        where departments.plan_id = $plan_id and list_contains(projects.lead_department_ids, departments.department_id)) as lead_departments_en,
    case
        when progress.state = 'done' then 'met'
        when projects.deadline <= last_day($period) then 'missed'
        when progress.state is null then 'not_reported'
        else 'not_due'
    end as status
from projects
join programmes on programmes.plan_id = projects.plan_id and programmes.programme_id = projects.programme_id
join regions on regions.region_key = projects.region_key
left join progress using (project_id)
where projects.plan_id = $plan_id
order by programmes.position, projects.position
