-- Grain: indicator, region or upload that the log speaks of and that is not there.
select 'indicator' as thing, indicator_key::varchar as key, count(*) as revisions
from revisions
anti join indicators using (indicator_key)
group by indicator_key

union all

select 'region', region_key::varchar, count(*)
from revisions
anti join regions using (region_key)
group by region_key

union all

select 'upload', upload_id::varchar, count(*)
from revisions
anti join uploads using (upload_id)
group by upload_id
