-- Grain: row of the file that broke no rule. What committing it would do, against the entry that stands now.
create or replace temp table differences as
with
staged as (
    select
        kind, indicator_key, region_key, year, case when kind = 'target' then quarter end as quarter,
        case when kind = 'target' then comparator end as comparator, value, value_state = 'not_applicable' as no_task,
        case when kind = 'target' then basis end as basis, document_number, note, position, parent_key
    from checked_targets
    anti join target_repeats using (position)
    where errors = ''
)

select
    staged.*,
    standing.value as old_value, standing.no_task as old_no_task, standing.comparator as old_comparator, standing.basis as old_basis,
    standing.document_number as old_document_number, standing.upload_id as old_upload_id,
    case
        when standing.upload_id is null then case when staged.value is null and not staged.no_task then 'unchanged' else 'new' end
        when standing.value is not distinct from staged.value
            and standing.no_task = staged.no_task
            and standing.year is not distinct from staged.year
            and standing.comparator is not distinct from staged.comparator
            and standing.basis is not distinct from staged.basis
            and standing.document_number is not distinct from staged.document_number
            and standing.note is not distinct from staged.note then 'unchanged'
        else 'changed'
    end as difference
from staged
left join (from entered_targets where plan_id = $plan_id) as standing
    on standing.kind = staged.kind and standing.indicator_key = staged.indicator_key and standing.region_key = staged.region_key
    and (standing.year is not distinct from staged.year or staged.kind = 'baseline')
    and standing.quarter is not distinct from staged.quarter
