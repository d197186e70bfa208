-- Grain: conflict in the plan's text: two claims, the reading chosen and why.
-- uses: source_texts, indicator_texts
select
    conflicts.plan_id, conflicts.conflict_id, conflicts.class, conflicts.severity,
    conflicts.title_zh, conflicts.title_en,
    conflicts.claim_a_zh, conflicts.claim_a_en, sources_a.sources as source_a, sources_a.sources_en as source_a_en,
    conflicts.claim_b_zh, conflicts.claim_b_en, sources_b.sources as source_b, sources_b.sources_en as source_b_en,
    conflicts.reading_zh, conflicts.reading_en, conflicts.reason_zh, conflicts.reason_en,
    indicator_texts.ids as indicator_ids,
    nullif(array_to_string(conflicts.task_ids, ';'), '') as task_ids,
    nullif(array_to_string(conflicts.project_ids, ';'), '') as project_ids,
    (select kind = 'trial' from database_info) as is_simulated
from conflicts
left join source_texts as sources_a on sources_a.source_ids = conflicts.source_a
left join source_texts as sources_b on sources_b.source_ids = conflicts.source_b
left join indicator_texts on indicator_texts.indicator_keys = conflicts.indicator_keys
where conflicts.plan_id = $plan_id
    and ($indicator_ids is null or list_has_any($indicator_ids, string_split(indicator_texts.ids, ';')))
order by conflicts.position
