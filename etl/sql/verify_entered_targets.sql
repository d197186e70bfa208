-- Grain: entered target that stands otherwise than the log says.
with
in_plan as (
    select indicator_key, region_key, year, quarter from targets where origin = 'pack' and (value is not null or no_task)
),

logged as (
    select * from entered_targets where kind = 'target'
),

due as (
    select logged.*
    from logged
    anti join in_plan
        on in_plan.indicator_key = logged.indicator_key and in_plan.region_key = logged.region_key
        and in_plan.year is not distinct from logged.year and in_plan.quarter is not distinct from logged.quarter
),

standing as (
    select * from targets where origin = 'entered'
)

select
    concat_ws(', ', indicators.indicator_id, regions.region_id, coalesce(due.year, standing.year), coalesce(due.quarter, standing.quarter)) as place,
    due.value as logged, standing.value as standing
from due
full join standing
    on standing.indicator_key = due.indicator_key and standing.region_key = due.region_key
    and standing.year is not distinct from due.year and standing.quarter is not distinct from due.quarter
join indicators on indicators.indicator_key = coalesce(due.indicator_key, standing.indicator_key)
join regions on regions.region_key = coalesce(due.region_key, standing.region_key)
where due.value is distinct from standing.value or due.no_task is distinct from standing.no_task
order by place
