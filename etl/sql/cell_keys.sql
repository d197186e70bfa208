-- Grain: one row or none. The keys of an indicator and a region in the plan of an upload.
select indicators.indicator_key, regions.region_key
from uploads
join indicators on indicators.plan_id = uploads.plan_id and indicators.indicator_id = $indicator_id
join regions on regions.plan_id = uploads.plan_id and regions.region_id = $region_id
where uploads.upload_id = $upload_id
