-- Grain: indicator × region × asked period. Everything the status rule needs, side by side; no judgement yet.
-- uses: chosen_targets, figures
with
latest as (
    select
        chosen_targets.indicator_key, chosen_targets.region_key, chosen_targets.period,
        max(figures.period) as reported_period,
        max_by(figures.value, figures.period) as done,
        max_by(figures.is_own, figures.period) as is_own,
        max_by(coalesce(figures.rolled_value, figures.value), figures.period) as rolled_value,
        max_by(coalesce(figures.k, 0), figures.period) as k
    from chosen_targets
    join figures
        on figures.indicator_key = chosen_targets.indicator_key
        and figures.region_key = chosen_targets.region_key
        and year(figures.period) = year(chosen_targets.judged_period)
        and figures.period <= chosen_targets.judged_period
    group by chosen_targets.indicator_key, chosen_targets.region_key, chosen_targets.period
),

last_year_end as (
    select indicator_key, region_key, year(period) + 1 as year, value
    from figures
    where month(period) = 12
),

stated_start as (
    select
        chosen_targets.indicator_key, chosen_targets.region_key, chosen_targets.period,
        max_by(starting_values.value, starting_values.year) as value
    from chosen_targets
    join starting_values
        on starting_values.indicator_key = chosen_targets.indicator_key
        and starting_values.region_key = chosen_targets.region_key
        and starting_values.year < year(chosen_targets.judged_period)
    group by chosen_targets.indicator_key, chosen_targets.region_key, chosen_targets.period
)

select
    chosen_targets.*,
    indicators.measure, indicators.direction, indicators.region_rollup, indicators.frequency, indicators.is_percent,
    plans.behind_pp,
    month(chosen_targets.judged_period) as judged_month,
    latest.reported_period, latest.done, latest.is_own, latest.rolled_value, latest.k,
    expected_reports.k_expected,
    coalesce(last_year_end.value, stated_start.value) as start,
    case indicators.frequency
        when 'monthly' then chosen_targets.judged_period
        when 'quarterly' then
            case when month(chosen_targets.judged_period) >= 3
                then make_date(year(chosen_targets.judged_period), month(chosen_targets.judged_period) - month(chosen_targets.judged_period) % 3, 1) end
        when 'annual' then case when month(chosen_targets.judged_period) = 12 then chosen_targets.judged_period end
    end as due_period
from chosen_targets
join indicators on indicators.indicator_key = chosen_targets.indicator_key
join plans on plans.plan_id = chosen_targets.plan_id
left join latest
    on latest.indicator_key = chosen_targets.indicator_key
    and latest.region_key = chosen_targets.region_key
    and latest.period = chosen_targets.period
left join last_year_end
    on last_year_end.indicator_key = chosen_targets.indicator_key
    and last_year_end.region_key = chosen_targets.region_key
    and last_year_end.year = year(chosen_targets.judged_period)
left join stated_start
    on stated_start.indicator_key = chosen_targets.indicator_key
    and stated_start.region_key = chosen_targets.region_key
    and stated_start.period = chosen_targets.period
left join expected_reports
    on expected_reports.indicator_key = chosen_targets.indicator_key
    and expected_reports.region_key = chosen_targets.region_key
    and expected_reports.year = year(chosen_targets.judged_period)
