-- Grain: task of a plan with its status and every name resolved.
-- uses: judged_tasks
select
    judged_tasks.*,
    (select list(evidence_id) from evidence
        where evidence.plan_id = $plan_id and evidence.kind = 'task' and evidence.item_id = judged_tasks.task_id
            and evidence.period <= judged_tasks.period and evidence.removed_at is null
            and (judged_tasks.repeats = 'once' or judged_tasks.judged_year is null or year(evidence.period) = judged_tasks.judged_year)) as evidence_ids,
    programmes.name_zh as programme_zh, programmes.name_en as programme_en,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en,
    (select string_agg(departments.name_zh, '、') from departments
        where departments.plan_id = $plan_id and list_contains(judged_tasks.lead_department_ids, departments.department_id)) as lead_departments_zh,
    (select string_agg(departments.name_en, ', ') from departments
        where departments.plan_id = $plan_id and list_contains(judged_tasks.lead_department_ids, departments.department_id)) as lead_departments_en,
    (select string_agg(leads.name_zh, '、') from regions as leads where list_contains(judged_tasks.lead_region_keys, leads.region_key)) as lead_regions_zh,
    (select string_agg(leads.name_en, ', ') from regions as leads where list_contains(judged_tasks.lead_region_keys, leads.region_key)) as lead_regions_en
from judged_tasks
join programmes on programmes.plan_id = judged_tasks.plan_id and programmes.programme_id = judged_tasks.programme_id
join regions on regions.region_key = judged_tasks.region_key
order by programmes.position, judged_tasks.position
