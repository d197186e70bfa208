-- Grain: upload. Who sent what when, what it did, and the upload that undid it; the newest first.
with
undoings as (
    select undo_of as upload_id, max(upload_id) as undone_by from uploads where undo_of is not null group by undo_of
)

select uploads.*, coalesce(accounts.display_name, uploads.username) as display_name, undoings.undone_by
from uploads
left join accounts using (username)
left join undoings using (upload_id)
where ($plan_id is null or uploads.plan_id = $plan_id)
    and (
        $username is null
        or uploads.username = $username
        -- what others undid of one's own work is one's business too
        or uploads.undo_of in (select own.upload_id from uploads as own where own.username = $username)
    )
order by uploads.upload_id desc
