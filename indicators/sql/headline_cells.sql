-- Grain: headline indicator × region at the asked period: the plan's own region, and the highest ones below it that have targets of
-- the indicator; what lies below these is left to them.
-- uses: judged_month
with
cells as (
    select
        judged_month.indicator_key, judged_month.region_key, regions.level,
        row_number() over (order by indicators.headline, programmes.position, indicators.position, regions.position) as place
    from judged_month
    join indicators on indicators.indicator_key = judged_month.indicator_key and indicators.headline is not null
    join programmes on programmes.plan_id = indicators.plan_id and programmes.programme_id = indicators.programme_id
    join regions on regions.region_key = judged_month.region_key
),

lower_ones as (
    select cells.indicator_key, region_closure.descendant_key as region_key
    from cells
    join region_closure on region_closure.ancestor_key = cells.region_key and region_closure.depth > 0
    where cells.level > 0
)

select indicator_key, region_key
from cells
anti join lower_ones using (indicator_key, region_key)
order by place
