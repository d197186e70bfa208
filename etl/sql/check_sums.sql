-- Grain: region × indicator × month where the region's own figure and that of its parts differ: both, and of how many parts it is made.
with
below as (
    select
        own_figures.indicator_key, own_figures.period, own_figures.region_key as above_key,
        region_closure.descendant_key as region_key, regions.is_leaf
    from own_figures
    join region_closure on region_closure.ancestor_key = own_figures.region_key and region_closure.depth > 0
    join regions on regions.region_key = region_closure.descendant_key
),

figures as materialized (
    select below.*, staged.value, staged.numerator, staged.denominator
    from below
    join staged using (indicator_key, region_key, period)
    union all
    select below.*, actuals.value, actuals.numerator, actuals.denominator
    from below
    join actuals using (indicator_key, region_key, period)
    anti join staged using (indicator_key, region_key, period)
    where actuals.period in (select period from own_figures) and actuals.indicator_key in (select indicator_key from own_figures)
),

-- a part's own figure stands before those of its own parts
covered as (
    select figures.indicator_key, figures.period, figures.above_key, region_closure.descendant_key as region_key
    from figures
    join region_closure on region_closure.ancestor_key = figures.region_key and region_closure.depth > 0
    where not figures.is_leaf
),

sums as (
    select
        figures.indicator_key, figures.period, figures.above_key as region_key, min(figures.value) >= 0 as are_amounts,
        sum(figures.value) as total, count(*) = count(figures.denominator) as have_parts,
        sum(figures.numerator)::double * 100 / nullif(sum(figures.denominator), 0)::double as percentage,
        sum(case when figures.is_leaf then 1 else coalesce(expected_reports.k_expected, 1) end) as reports
    from figures
    anti join covered using (indicator_key, period, above_key, region_key)
    left join expected_reports
        on expected_reports.indicator_key = figures.indicator_key and expected_reports.region_key = figures.region_key
        and expected_reports.year = year(figures.period)
    group by figures.indicator_key, figures.period, figures.above_key
),

compared as (
    select
        own_figures.*, sums.reports, expected_reports.k_expected as expected_reports, sums.are_amounts,
        case own_figures.region_rollup when 'sum' then sums.total::double when 'ratio' then case when sums.have_parts then sums.percentage end end as total,
        greatest(
            rules.sum_tolerance * case own_figures.region_rollup when 'sum' then abs(own_figures.own_value)::double / 100 else 1 end,
            pow(10, -own_figures.decimals)
        ) as allowed
    from own_figures
    cross join rules
    join sums using (indicator_key, region_key, period)
    join expected_reports
        on expected_reports.indicator_key = own_figures.indicator_key and expected_reports.region_key = own_figures.region_key
        and expected_reports.year = year(own_figures.period)
)

select *, round(total, decimals + 2)::decimal(18, 4) as parts_total
from compared
where case
    when reports >= expected_reports then abs(total - own_value) > allowed
    -- as long as some are missing, only too much is a contradiction
    else region_rollup = 'sum' and are_amounts and total - own_value > allowed
end
order by position, region_key
