-- Grain: indicator × region × year. Targets with their quarters beside them; a figure entered later wins over the pack's,
-- which then has none; a baseline is the plan's own or the one entered with its source.
insert into target_years by name
with
ranked as (
    select
        *,
        row_number() over (
            partition by indicator_key, region_key, year, quarter
            order by case origin when 'entered' then 0 when 'simulated' then 1 else 2 end
        ) as rank
    from targets
    where plan_id = $plan_id
),

best as (
    select * from ranked where rank = 1
),

years as (
    select
        plan_id, indicator_key, region_key, year,
        max(value) filter (quarter is null) as annual,
        count(*) filter (quarter is null) > 0 as has_annual,
        max(value) filter (quarter = 1) as q1,
        max(value) filter (quarter = 2) as q2,
        max(value) filter (quarter = 3) as q3,
        max(value) filter (quarter = 4) as q4,
        max(quarter) as last_quarter,
        bool_and(no_task) as no_task,
        max_by(comparator, coalesce(quarter, 5)) as comparator,
        max_by(basis, coalesce(quarter, 5)) as basis,
        max(baseline_year) as baseline_year,
        max(baseline_value) as baseline_value,
        bool_or(origin = 'simulated') as simulated
    from best
    group by plan_id, indicator_key, region_key, year
),

neighbours as (
    select
        *,
        lag(year) over (partition by indicator_key, region_key order by year) as year_before,
        max(year) over (partition by indicator_key, region_key) as last_year_stated
    from years
)

select
    neighbours.plan_id, neighbours.indicator_key, neighbours.region_key, neighbours.year, neighbours.comparator, neighbours.basis, neighbours.no_task,
    q1, q2, q3, q4, coalesce(baseline_year, baselines.year) as baseline_year, coalesce(baseline_value, baselines.value) as baseline_value, simulated,
    coalesce(annual, q4, q3, q2, q1) as value,
    -- without a year there is no month after which the target is over
    case when neighbours.year is null then 13 when has_annual or last_quarter is null then 12 else last_quarter * 3 end as due_month,
    -- zero asks for nothing where more is better; where less is better it is a ceiling
    not neighbours.no_task and not (indicators.direction = 'higher' and coalesce(annual, q4, q3, q2, q1, 1) = 0) as has_task,
    -- the asked years it is judged in: up to its own, the last one ever after; without a year only where no other has one
    case when neighbours.year is not null or last_year_stated is null then coalesce(year_before + 1, 0) end as serves_from,
    case when neighbours.year < last_year_stated then neighbours.year when neighbours.year is not null or last_year_stated is null then 9999 end as serves_to
from neighbours
join indicators on indicators.indicator_key = neighbours.indicator_key
left join (from entered_targets where kind = 'baseline') as baselines
    on neighbours.basis = 'change_vs_baseline' and baselines.indicator_key = neighbours.indicator_key and baselines.region_key = neighbours.region_key
order by neighbours.year, neighbours.indicator_key, neighbours.region_key
