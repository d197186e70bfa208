-- Grain: indicator × region × asked period. The judgement alone, without names: what a heatmap and a ranking are made of.
-- uses: judged
select
    judged.indicator_key, judged.region_key, judged.period, programmes.programme_id, judged.status, judged.actual, judged.comparator, judged.target,
    judged.gap_pp::decimal(18,4) as gap_pp
from judged
join indicators on indicators.indicator_key = judged.indicator_key
join programmes on programmes.plan_id = indicators.plan_id and programmes.programme_id = indicators.programme_id
join regions on regions.region_key = judged.region_key
order by programmes.position, indicators.position, regions.position, judged.period
