-- Grain: project of a plan with its progress and status at the end of the asked month.
with
reports as (
    select *, row_number() over (partition by project_id order by period desc, upload_id desc) as place
    from project_progress
    where plan_id = $plan_id and period <= $period
),

-- an investment to date stands until another one is stated
invested as (
    select project_id, max_by(investment_wan, (period, upload_id)) as invested_wan
    from reports
    where investment_wan is not null
    group by project_id
),

-- one report as a whole: the percentage or the note of an earlier one would not fit the state of the newest
progress as (
    select reports.project_id, state, percent, invested_wan, note as progress_note, period as reported_period
    from reports
    left join invested on invested.project_id = reports.project_id
    where place = 1
)

select
    projects.*,
    progress.state, progress.percent, progress.invested_wan, progress.progress_note, progress.reported_period,
    (select list(evidence_id) from evidence
        where evidence.plan_id = $plan_id and evidence.kind = 'project' and evidence.item_id = projects.project_id
            and evidence.period <= $period and evidence.removed_at is null) as evidence_ids,
    programmes.name_zh as programme_zh, programmes.name_en as programme_en,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en,
    (select string_agg(departments.name_zh, '、') from departments
        where departments.plan_id = $plan_id and list_contains(projects.lead_department_ids, departments.department_id)) as lead_departments_zh,
    (select string_agg(departments.name_en, ', ') from departments
        where departments.plan_id = $plan_id and list_contains(projects.lead_department_ids, departments.department_id)) as lead_departments_en,
    (select string_agg(leads.name_zh, '、') from regions as leads where list_contains(projects.lead_region_keys, leads.region_key)) as lead_regions_zh,
    (select string_agg(leads.name_en, ', ') from regions as leads where list_contains(projects.lead_region_keys, leads.region_key)) as lead_regions_en,
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
