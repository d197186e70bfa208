-- Grain: indicator × region × asked period. Everything the status rule needs, side by side; no judgement yet.
-- uses: chosen_targets, figures
with
latest as (
    select
        indicator_key, region_key, period,
        max(figure_period) filter (is_done) as reported_period,
        max_by(value, figure_period) filter (is_done) as done,
        max_by(is_own, figure_period) filter (is_done) as is_own,
        max_by(rolled_value, figure_period) filter (is_done) as rolled_value,
        max_by(k, figure_period) filter (is_done) as k,
        max_by(value, figure_period) filter (not is_done) as start
    from figures
    group by indicator_key, region_key, period
)

select
    chosen_targets.* exclude (is_leaf),
    indicators.measure, indicators.direction, indicators.region_rollup, indicators.is_percent,
    plans.plan_id, plans.behind_pp,
    latest.* exclude (indicator_key, region_key, period),
    expected_reports.k_expected,
    case indicators.frequency
        when 'monthly' then chosen_targets.judged_period
        when 'quarterly' then
            case when month(chosen_targets.judged_period) >= 3
                then make_date(year(chosen_targets.judged_period), month(chosen_targets.judged_period) - month(chosen_targets.judged_period) % 3, 1) end
        when 'annual' then case when month(chosen_targets.judged_period) = 12 then chosen_targets.judged_period end
    end as due_period
from chosen_targets
join indicators on indicators.indicator_key = chosen_targets.indicator_key
join plans on plans.plan_id = $plan_id
left join latest
    on latest.indicator_key = chosen_targets.indicator_key
    and latest.region_key = chosen_targets.region_key
    and latest.period = chosen_targets.period
left join expected_reports
    on expected_reports.indicator_key = chosen_targets.indicator_key
    and expected_reports.region_key = chosen_targets.region_key
    and expected_reports.year = year(chosen_targets.judged_period)
