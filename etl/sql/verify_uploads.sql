-- Grain: upload of figures that says another number of revisions than the log holds of it.
with
logged as (
    select upload_id, count(*) as revisions from revisions group by upload_id
)

select uploads.upload_id, uploads.new_count + uploads.changed_count as stated, coalesce(logged.revisions, 0) as found
from uploads
left join logged using (upload_id)
where (uploads.kind in ('actuals', 'undo') or logged.revisions is not null)
    and uploads.new_count + uploads.changed_count <> coalesce(logged.revisions, 0)
order by uploads.upload_id
