-- Grain: entered target that had come in by the moment.
select target_revisions.*
from target_revisions
semi join (select upload_id from uploads where committed_at <= $moment) as uploads using (upload_id)
