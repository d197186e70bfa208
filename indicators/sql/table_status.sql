-- Grain: indicator × region × asked period. Every judgement with its numbers and what its sentence is made of.
-- uses: judged
select
    judged.plan_id,
    programmes.programme_id, programmes.name_zh as programme_zh, programmes.name_en as programme_en,
    indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en,
    strftime(judged.period, '%Y-%m') as period, judged.target_year, judged.comparator, judged.target,
    indicators.unit_zh as unit, indicators.unit_en,
    judged.expected::decimal(18,4) as expected, judged.actual, judged.gap_pp::decimal(18,4) as gap_pp, judged.status,
    case when judged.actual is null then null when pending_marks.period is null then 'approved' else 'submitted' end as review,
    judged.is_simulated_target or (select kind = 'trial' from database_info) as is_simulated,
    judged.* exclude (plan_id, indicator_key, region_key, period, target_year, comparator, target, expected, actual, gap_pp, status),
    indicators.unit_zh, indicators.decimals, indicators.measure, indicators.direction
from judged
join indicators on indicators.indicator_key = judged.indicator_key
join programmes on programmes.plan_id = indicators.plan_id and programmes.programme_id = indicators.programme_id
join regions on regions.region_key = judged.region_key
left join pending_marks
    on pending_marks.indicator_key = judged.indicator_key
    and pending_marks.region_key = judged.region_key
    and pending_marks.period = judged.reported_period
where ($programme_ids is null or list_contains($programme_ids, programmes.programme_id))
    -- a year still to come is asked at the as-of month, which is not its own
    and ($years is null or list_contains($years, year(judged.period)))
    and ($statuses is null or list_contains($statuses, judged.status))
order by judged.period, programmes.position, indicators.position, regions.position
