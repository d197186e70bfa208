-- Grain: indicator × region that a department answers for at the asked period: the indicators it leads in the plan's own region, and
-- in its parts only where the whole has no target. The most urgent first: by light ($urgency), how far behind, and as the plan stands.
-- uses: judged_month
with
led as (
    select
        judged_month.indicator_key, judged_month.region_key, judged_month.status, judged_month.gap_pp,
        indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
        regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en,
        programmes.position as programme_position, indicators.position, regions.position as region_position,
        judged_month.region_key = $root_key as is_whole,
        bool_or(is_whole) over (partition by judged_month.indicator_key) as has_whole
    from judged_month
    join indicators on indicators.indicator_key = judged_month.indicator_key and indicators.lead_department_id = $department_id
    join programmes on programmes.plan_id = indicators.plan_id and programmes.programme_id = indicators.programme_id
    join regions on regions.region_key = judged_month.region_key
)

select indicator_key, region_key, status, gap_pp, indicator_id, indicator_zh, indicator_en, region_id, region_zh, region_en
from led
where is_whole or not has_whole
order by list_position($urgency::varchar[], status), coalesce(gap_pp, 0) desc, programme_position, position, region_position
