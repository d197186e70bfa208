-- Grain: indicator × region × asked period within the scope of a ranking. What the target is worth there, in percent of its
-- points, and its weight; points null = left out. All of it when met or on pace; else nothing in a share, and in an attainment
-- what the gap leaves.
-- uses: judged_month
select
    judged_month.indicator_key, judged_month.region_key, judged_month.period, judged_month.status, judged_month.gap_pp::decimal(18,4) as gap_pp,
    coalesce($weights[list_position($weight_keys, judged_month.indicator_key)], '1')::decimal(18,4) as weight,
    case
        when judged_month.status in ('met', 'on_pace') then 100
        when judged_month.status = 'not_reported' and $unreported = 'zero' then 0
        when judged_month.status not in ('behind', 'far_behind', 'missed') then null
        when $kind = 'share' or judged_month.gap_pp is null then 0
        else least(100, greatest(0, 100 - judged_month.gap_pp::decimal(18,4)))
    end::decimal(18,4) as points
from judged_month
join indicators on indicators.indicator_key = judged_month.indicator_key
join programmes on programmes.plan_id = indicators.plan_id and programmes.programme_id = indicators.programme_id
where ($programme_ids is null or list_contains($programme_ids, programmes.programme_id))
    and ($indicator_keys is null or list_contains($indicator_keys, judged_month.indicator_key))
    and ($region_keys is null or list_contains($region_keys, judged_month.region_key))
