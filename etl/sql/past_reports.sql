-- Grain: report that had come in by the moment, with what had been decided on it by then.
with
decided as (
    select * from reviews where reviewed_at <= $moment
)

select
    revisions.indicator_key, revisions.region_key, revisions.period, revisions.value, revisions.numerator, revisions.denominator,
    revisions.upload_id, uploads.undo_of,
    coalesce(cells.verdict, whole.verdict, 'submitted') as state, coalesce(cells.review_id, whole.review_id) as review_id
from revisions
join (select * from uploads where committed_at <= $moment) as uploads on uploads.upload_id = revisions.upload_id
left join (select * from decided where is_whole) as whole on whole.upload_id = revisions.upload_id
left join (select * from cell_reviews where reviewed_at <= $moment) as cells
    on cells.upload_id = revisions.upload_id
    and cells.indicator_key = revisions.indicator_key
    and cells.region_key = revisions.region_key
    and cells.period = revisions.period
