-- Grain: revision of one indicator × region, newest first: the way back from a figure to its upload and person.
select
    revisions.period, revisions.value, revisions.numerator, revisions.denominator, revisions.note,
    uploads.upload_id, uploads.kind, uploads.file_name, uploads.sha256, uploads.username, uploads.committed_at, uploads.justification,
    uploads.simulated,
    lag(revisions.value) over (partition by revisions.period order by revisions.upload_id) as previous_value,
    row_number() over (partition by revisions.period order by revisions.upload_id) as revision
from revisions
join uploads using (upload_id)
where revisions.indicator_key = $indicator_key and revisions.region_key = $region_key
order by revisions.upload_id desc, revisions.period desc
