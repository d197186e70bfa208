-- Grain: figure of one upload that was just decided on, as it was reported.
create or replace temp table staged as
select indicator_key, region_key, period, value, numerator, denominator, note
from revisions
semi join decided using (indicator_key, region_key, period)
where upload_id = $upload_id
