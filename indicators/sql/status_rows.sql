-- Grain: indicator × region × asked period. Every judgement with the names and kinds a reader needs beside it; is_submitted: nobody has reviewed the figure.
-- uses: judged
select
    judged.*,
    indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en, indicators.unit_zh, indicators.unit_en,
    indicators.measure, indicators.direction, indicators.region_rollup, indicators.frequency, indicators.headline, indicators.decimals,
    indicators.position as indicator_position, indicators.lead_department_id,
    departments.name_zh as lead_department_zh, departments.name_en as lead_department_en,
    programmes.programme_id, programmes.name_zh as programme_zh, programmes.name_en as programme_en, programmes.position as programme_position,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en, regions.kind as region_kind, regions.position as region_position,
    regions.level as region_level, regions.is_leaf,
    pending_marks.period is not null as is_submitted
from judged
join indicators on indicators.indicator_key = judged.indicator_key
join programmes on programmes.plan_id = indicators.plan_id and programmes.programme_id = indicators.programme_id
join regions on regions.region_key = judged.region_key
left join pending_marks
    on pending_marks.indicator_key = judged.indicator_key
    and pending_marks.region_key = judged.region_key
    and pending_marks.period = judged.reported_period
left join departments on departments.plan_id = indicators.plan_id and departments.department_id = indicators.lead_department_id
order by judged.period, programmes.position, indicators.position, regions.position
