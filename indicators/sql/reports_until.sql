-- Grain: report that had come in by the moment (null: until now), with what had been decided on it by then.
with
decided as (
    select * from reviews where $moment::timestamp is null or reviewed_at <= $moment::timestamp
),

decided_cells as (
    select * from cell_reviews where $moment::timestamp is null or reviewed_at <= $moment::timestamp
)

select
    revisions.indicator_key, revisions.region_key, revisions.period, revisions.value, revisions.numerator, revisions.denominator,
    revisions.upload_id, uploads.undo_of, uploads.committed_at,
    coalesce(cells.verdict, whole.verdict, 'submitted') as state, coalesce(cells.review_id, whole.review_id) as review_id
from revisions
join (select * from uploads where $moment::timestamp is null or committed_at <= $moment::timestamp) as uploads
    on uploads.upload_id = revisions.upload_id
left join (select * from decided where is_whole) as whole on whole.upload_id = revisions.upload_id
left join decided_cells as cells
    on cells.upload_id = revisions.upload_id
    and cells.indicator_key = revisions.indicator_key
    and cells.region_key = revisions.region_key
    and cells.period = revisions.period
