-- Grain: target, baseline or starting value that an upload wrote. By codes, not keys, so that a database can be rebuilt from these files.
select
    target_revisions.plan_id, target_revisions.kind, indicators.indicator_id, regions.region_id, target_revisions.year, target_revisions.quarter,
    target_revisions.comparator, target_revisions.value, target_revisions.no_task, target_revisions.basis, target_revisions.document_number,
    target_revisions.note
from target_revisions
join indicators on indicators.indicator_key = target_revisions.indicator_key
join regions on regions.region_key = target_revisions.region_key
where target_revisions.upload_id = $upload_id
order by indicators.indicator_id, regions.region_id, target_revisions.year, target_revisions.quarter
