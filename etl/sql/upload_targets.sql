-- Grain: target, baseline or starting value that one upload entered. What stood before it, and whether it still stands.
with
entries as (
    select *, case when kind <> 'baseline' then year end as key_year from target_revisions
),

mine as (
    select * from entries where upload_id = $upload_id
),

before as (
    select
        mine.kind, mine.indicator_key, mine.region_key, mine.key_year, mine.quarter,
        max_by(
            struct_pack(
                comparator := entries.comparator, value := entries.value, no_task := entries.no_task,
                document_number := entries.document_number
            ),
            entries.upload_id
        ) as old
    from mine
    join entries
        on entries.kind = mine.kind and entries.indicator_key = mine.indicator_key and entries.region_key = mine.region_key
        and entries.key_year is not distinct from mine.key_year and entries.quarter is not distinct from mine.quarter
        and entries.upload_id < $upload_id
        and entries.upload_id not in (select undo_of from uploads where undo_of < $upload_id)
    group by mine.kind, mine.indicator_key, mine.region_key, mine.key_year, mine.quarter
)

select
    mine.kind, mine.basis, indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
    indicators.unit_zh, indicators.unit_en, regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en,
    mine.year, mine.quarter, before.old.comparator as old_comparator, mine.comparator, before.old.value as old_value, mine.value,
    coalesce(before.old.no_task, false) as old_no_task, mine.no_task,
    before.old.document_number as old_document_number, mine.document_number, mine.note, 'entered' as verdict,
    entered_targets.upload_id is not null as is_standing
from mine
join indicators using (indicator_key)
join regions using (region_key)
left join before
    on before.kind = mine.kind and before.indicator_key = mine.indicator_key and before.region_key = mine.region_key
    and before.key_year is not distinct from mine.key_year and before.quarter is not distinct from mine.quarter
left join entered_targets
    on entered_targets.upload_id = mine.upload_id and entered_targets.kind = mine.kind
    and entered_targets.indicator_key = mine.indicator_key and entered_targets.region_key = mine.region_key
    and entered_targets.year is not distinct from mine.year and entered_targets.quarter is not distinct from mine.quarter
order by indicators.position, regions.position, mine.year, mine.quarter
