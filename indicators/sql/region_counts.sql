-- Grain: region below the plan's own with a target at the asked period. How many of its targets stand at each status.
-- uses: judged_month
with
counted as (
    select region_key, histogram(status) as counts
    from judged_month
    group by region_key
)

select
    regions.region_key, regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en, regions.kind as region_kind,
    regions.position as region_position, counted.counts
from counted
join regions on regions.region_key = counted.region_key and regions.level > 0
order by regions.position
