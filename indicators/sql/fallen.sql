-- Grain: indicator × region whose light fell from $before to $period, worst first; `fallen` is how many there are in all.
-- $worsening names the lights from best to worst: what stands at no light, then or now, has not fallen.
-- uses: judged_month
with
pairs as (
    select
        now.indicator_key, now.region_key, earlier.status as was, now.gap_pp,
        list_position($worsening, now.status) as place, list_position($worsening, earlier.status) as place_before
    from judged_month as now
    join judged_month as earlier
        on earlier.indicator_key = now.indicator_key and earlier.region_key = now.region_key and earlier.status <> now.status
    where now.period = $period and earlier.period = $before
)

select pairs.indicator_key, pairs.region_key, pairs.was, count(*) over () as fallen
from pairs
join indicators on indicators.indicator_key = pairs.indicator_key
join programmes on programmes.plan_id = indicators.plan_id and programmes.programme_id = indicators.programme_id
join regions on regions.region_key = pairs.region_key
where pairs.place > pairs.place_before
order by pairs.place desc, coalesce(pairs.gap_pp, 0) desc, programmes.position, indicators.position, regions.position
limit $shown
