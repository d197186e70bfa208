-- Grain: indicator × non-leaf region × month touched by the staged differences, with the region's level.
create or replace temp table touched as
select distinct differences.indicator_key, region_closure.ancestor_key as region_key, differences.period, regions.level
from differences
join region_closure on region_closure.descendant_key = differences.region_key
join regions on regions.region_key = region_closure.ancestor_key and not regions.is_leaf
where differences.difference <> 'unchanged'
