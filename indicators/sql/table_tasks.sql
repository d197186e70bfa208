-- Grain: task of the plan, with every name resolved and how far it was reported to be by the asked month.
-- uses: source_texts, department_texts, region_texts, indicator_texts, conflict_texts
with
progress as (
    select task_id, state, percent, note, period
    from task_progress
    where plan_id = $plan_id and ($as_of is null or period <= $as_of)
    qualify row_number() over (partition by task_id order by period desc, upload_id desc) = 1
)

select
    tasks.plan_id,
    tasks.programme_id, programmes.name_zh as programme_zh, programmes.name_en as programme_en,
    tasks.task_id, tasks.annex_row, tasks.title_zh, tasks.title_en,
    array_to_string(tasks.years, ';') as years, tasks.year_marks, tasks.deadline, tasks.repeats,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en,
    leads.ids as lead_department_ids, leads.names_zh as lead_departments_zh, leads.names_en as lead_departments_en,
    lead_regions.ids as lead_region_ids, lead_regions.names_zh as lead_regions_zh, lead_regions.names_en as lead_regions_en,
    partners.ids as partner_department_ids, partners.names_zh as partner_departments_zh, partners.names_en as partner_departments_en,
    partner_regions.ids as partner_region_ids, partner_regions.names_zh as partner_regions_zh, partner_regions.names_en as partner_regions_en,
    indicator_texts.ids as indicator_ids,
    progress.state, progress.percent, progress.note as progress_note, strftime(progress.period, '%Y-%m') as progress_period,
    source_texts.sources, source_texts.sources_en, conflict_texts.conflicts,
    tasks.note_zh as note, tasks.note_en,
    (select kind = 'trial' from database_info) as is_simulated
from tasks
join programmes on programmes.plan_id = tasks.plan_id and programmes.programme_id = tasks.programme_id
join regions on regions.region_key = tasks.region_key
left join progress on progress.task_id = tasks.task_id
left join department_texts as leads on leads.department_ids = tasks.lead_department_ids
left join department_texts as partners on partners.department_ids = tasks.partner_department_ids
left join region_texts as lead_regions on lead_regions.region_keys = tasks.lead_region_keys
left join region_texts as partner_regions on partner_regions.region_keys = tasks.partner_region_keys
left join indicator_texts on indicator_texts.indicator_keys = tasks.indicator_keys
left join source_texts on source_texts.source_ids = tasks.source_ids
left join conflict_texts on conflict_texts.kind = 'task' and conflict_texts.id = tasks.task_id
where tasks.plan_id = $plan_id
    and ($region_ids is null or list_contains($region_ids, regions.region_id))
    and ($years is null or list_has_any($years, tasks.years) or list_contains($years, year(tasks.deadline)))
    and ($programme_ids is null or list_contains($programme_ids, tasks.programme_id))
    and ($indicator_ids is null or list_has_any($indicator_ids, string_split(indicator_texts.ids, ';')))
order by programmes.position, tasks.position
