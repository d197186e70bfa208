-- Grain: indicator × region that may report. Who owes it, and whether it lies within the temporary table `reach`.
create or replace temp table reportable as
with
pairs as (
    select indicator_key, region_key, department_id, first_year, last_year, true as is_owed
    from duties
    where plan_id = $plan_id
    union all
    -- a region whose parts report owes nothing, but may speak for itself: its own figure then stands before theirs
    select distinct
        target_years.indicator_key, target_years.region_key, indicators.lead_department_id, plans.first_year, plans.last_year, false
    from target_years
    join (select region_key from regions where plan_id = $plan_id and not is_leaf) as parents
        on parents.region_key = target_years.region_key
    join indicators on indicators.indicator_key = target_years.indicator_key
    join plans on plans.plan_id = target_years.plan_id
    anti join duties
        on duties.indicator_key = target_years.indicator_key and duties.region_key = target_years.region_key
    where target_years.plan_id = $plan_id and target_years.has_task
),

mine as (
    select distinct pairs.indicator_key, pairs.region_key
    from pairs
    join reach on reach.region_key = pairs.region_key
    where reach.department_id is null or reach.department_id = pairs.department_id
)

select pairs.*, $everything or mine.region_key is not null as is_mine
from pairs
left join mine on mine.indicator_key = pairs.indicator_key and mine.region_key = pairs.region_key
