-- Grain: key that stands more than once where it must stand once.
select 'current figure' as thing, concat_ws('/', indicator_key, region_key, period) as key, count(*) as times
from actuals
group by indicator_key, region_key, period
having count(*) > 1

union all

select 'roll-up', concat_ws('/', indicator_key, region_key, period), count(*)
from rollups
group by indicator_key, region_key, period
having count(*) > 1

union all

select 'revision of one upload', concat_ws('/', indicator_key, region_key, period, upload_id), count(*)
from revisions
group by indicator_key, region_key, period, upload_id
having count(*) > 1

union all

select 'upload', upload_id::varchar, count(*)
from uploads
group by upload_id
having count(*) > 1
