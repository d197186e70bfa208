-- Grain: starting value that the office entered and that stands; one that the plan prints holds before it.
insert into starting_values by name
select
    entered_targets.plan_id, entered_targets.indicator_key, entered_targets.region_key, entered_targets.year, entered_targets.value,
    []::varchar[] as source_ids, 'entered' as origin, entered_targets.note as note_zh, entered_targets.note as note_en,
    entered_targets.document_number
from entered_targets
anti join (from starting_values where plan_id = $plan_id and origin = 'pack') as printed using (indicator_key, region_key, year)
where entered_targets.plan_id = $plan_id and entered_targets.kind = 'start'
