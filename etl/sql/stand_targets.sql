-- Grain: target that the office entered and that stands. Where the plan prints a number, or that there is no task, the plan's word holds.
insert into targets by name
with
in_plan as (
    select * from targets where plan_id = $plan_id and origin = 'pack'
),

entries as (
    select entered_targets.*
    from entered_targets
    anti join (from in_plan where value is not null or no_task) as printed
        on printed.indicator_key = entered_targets.indicator_key
        and printed.region_key = entered_targets.region_key
        and printed.year is not distinct from entered_targets.year
        and printed.quarter is not distinct from entered_targets.quarter
    where entered_targets.plan_id = $plan_id and entered_targets.kind = 'target'
)

select
    entries.plan_id, entries.indicator_key, entries.region_key, entries.year, entries.quarter, entries.comparator, entries.value,
    entries.no_task, entries.basis, in_plan.wording_zh, in_plan.lead_department_id, coalesce(in_plan.source_ids, []) as source_ids,
    'entered' as origin, entries.note as note_zh, entries.note as note_en, entries.document_number
from entries
left join in_plan
    on in_plan.indicator_key = entries.indicator_key
    and in_plan.region_key = entries.region_key
    and in_plan.year is not distinct from entries.year
    and in_plan.quarter is not distinct from entries.quarter
order by entries.indicator_key, entries.region_key, entries.year, entries.quarter
