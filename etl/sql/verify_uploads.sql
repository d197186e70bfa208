-- Grain: upload of figures that says another number of revisions than the log holds of it.
with
logged as (
    select upload_id, count(*) as revisions from revisions group by upload_id
),

figures as (
    select uploads.*
    from uploads
    left join uploads as undone on undone.upload_id = uploads.undo_of
    where uploads.kind = 'actuals' or (uploads.kind = 'undo' and undone.kind in ('actuals', 'undo'))
)

select upload_id, figures.new_count + figures.changed_count as stated, coalesce(logged.revisions, 0) as found
from figures
full join logged using (upload_id)
where figures.upload_id is null or figures.new_count + figures.changed_count <> coalesce(logged.revisions, 0)
order by upload_id
