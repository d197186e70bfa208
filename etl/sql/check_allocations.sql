-- Grain: target of a year whose parts, after this file, do not add up to it. Only what is added up over regions, and only what the file touches.
with
entered as (
    select indicator_key, region_key, year, value, no_task, case when difference <> 'unchanged' then position end as position
    from differences
    where kind = 'target' and quarter is null and year is not null
),

after as (
    select indicator_key, region_key, year, value, no_task, null::integer as position
    from target_years
    anti join entered using (indicator_key, region_key, year)
    where plan_id = $plan_id and year is not null and indicator_key in (select indicator_key from entered)
    union all
    select indicator_key, region_key, year, value, no_task, position from entered where value is not null or no_task
),

-- each part under the nearest region above it that has a number
parts as (
    select
        part.indicator_key, part.year, part.value, part.position, min_by(whole.region_key, region_closure.depth) as parent_key
    from after as part
    join region_closure on region_closure.descendant_key = part.region_key and region_closure.depth > 0
    join after as whole
        on whole.region_key = region_closure.ancestor_key and whole.indicator_key = part.indicator_key and whole.year = part.year
        and whole.value is not null
    group by part.indicator_key, part.region_key, part.year, part.value, part.position
),

sums as (
    select
        parts.indicator_key, parts.year, parts.parent_key, sum(coalesce(parts.value, 0)) as total,
        any_value(whole.value) as whole, min(coalesce(parts.position, whole.position)) as position
    from parts
    join after as whole on whole.indicator_key = parts.indicator_key and whole.year = parts.year and whole.region_key = parts.parent_key
    join indicators on indicators.indicator_key = parts.indicator_key and indicators.region_rollup = 'sum'
    group by parts.indicator_key, parts.year, parts.parent_key
)

select position, indicator_key, year, parent_key, total, whole
from sums
where position is not null and total <> whole
order by position
