-- Grain: figure of one upload that waits for a decision; what a later report of the same cell has replaced does not.
create or replace temp table decided as
select indicator_key, region_key, null::varchar as item_id, period
from pending_actuals
where upload_id = $upload_id
