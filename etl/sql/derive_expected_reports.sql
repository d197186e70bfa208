-- Grain: indicator × non-leaf region × year. How many reports below it make its roll-up complete.
insert into expected_reports by name
with
years as (
    select unnest(range(first_year, last_year + 1)) as year from plans where plan_id = $plan_id
),

owed as (
    select duties.indicator_key, duties.region_key, years.year
    from duties
    join years on years.year between duties.first_year and duties.last_year
    anti join (select * from target_years where not has_task) as idle
        on idle.indicator_key = duties.indicator_key and idle.region_key = duties.region_key and idle.year = years.year
    where duties.plan_id = $plan_id
)

select
    $plan_id as plan_id, owed.indicator_key, region_closure.ancestor_key as region_key, owed.year, count(*) as k_expected
from owed
join region_closure on region_closure.descendant_key = owed.region_key and region_closure.depth > 0
join indicators on indicators.indicator_key = owed.indicator_key and indicators.region_rollup <> 'none'
group by owed.indicator_key, region_closure.ancestor_key, owed.year
order by owed.year, owed.indicator_key, region_closure.ancestor_key
