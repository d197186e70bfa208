-- Grain: project of the plan, with every name resolved and how far it was reported to be by the asked month.
-- uses: source_texts, department_texts, region_texts, indicator_texts, conflict_texts
with
progress as (
    select project_id, state, percent, investment_wan, note, period
    from project_progress
    where plan_id = $plan_id and ($as_of is null or period <= $as_of)
    qualify row_number() over (partition by project_id order by period desc, upload_id desc) = 1
)

select
    projects.plan_id,
    projects.programme_id, programmes.name_zh as programme_zh, programmes.name_en as programme_en,
    projects.project_id, projects.list, projects.name_zh, projects.name_en,
    projects.measure_zh, projects.measure_en, projects.industry_zh, projects.industry_en,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en,
    projects.deadline, projects.investment_wan, projects.investment_year, projects.investment_year_wan,
    leads.ids as lead_department_ids, leads.names_zh as lead_departments_zh, leads.names_en as lead_departments_en,
    lead_regions.ids as lead_region_ids, lead_regions.names_zh as lead_regions_zh, lead_regions.names_en as lead_regions_en,
    indicator_texts.ids as indicator_ids,
    progress.state, progress.percent, progress.investment_wan as invested_wan, progress.note as progress_note,
    strftime(progress.period, '%Y-%m') as progress_period,
    source_texts.sources, source_texts.sources_en, conflict_texts.conflicts,
    projects.note_zh as note, projects.note_en,
    (select kind = 'trial' from database_info) as is_simulated
from projects
join programmes on programmes.plan_id = projects.plan_id and programmes.programme_id = projects.programme_id
join regions on regions.region_key = projects.region_key
left join progress on progress.project_id = projects.project_id
left join department_texts as leads on leads.department_ids = projects.lead_department_ids
left join region_texts as lead_regions on lead_regions.region_keys = projects.lead_region_keys
left join indicator_texts on indicator_texts.indicator_keys = projects.indicator_keys
left join source_texts on source_texts.source_ids = projects.source_ids
left join conflict_texts on conflict_texts.kind = 'project' and conflict_texts.id = projects.project_id
where projects.plan_id = $plan_id
    and ($region_ids is null or list_contains($region_ids, regions.region_id))
    and ($years is null or list_contains($years, year(projects.deadline)) or list_contains($years, projects.investment_year))
    and ($programme_ids is null or list_contains($programme_ids, projects.programme_id))
    and ($indicator_ids is null or list_has_any($indicator_ids, string_split(indicator_texts.ids, ';')))
order by programmes.position, projects.position
