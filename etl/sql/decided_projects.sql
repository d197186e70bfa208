-- Grain: progress report of one upload that waits for a decision; what a later report has replaced does not.
create or replace temp table decided as
select null::integer as indicator_key, null::integer as region_key, project_id as item_id, period
from pending_projects
where upload_id = $upload_id
