-- Grain: changed figure whose monthly step lies far from those before it: usual step, spread, modified z-score (Iglewicz and Hoaglin 1993)
-- and the steps that would have passed. Months in which nothing moved say nothing about how far a step goes.
with
steps as (
    select
        *, year(previous_period) is distinct from year(period) and measure = 'flow' as is_first_of_year,
        case
            when is_first_of_year then value::double / month(period)
            else (value - previous_value)::double / datediff('month', previous_period, period)
        end as step,
        case when is_first_of_year then 0 else previous_value end as base,
        case when is_first_of_year then month(period) else datediff('month', previous_period, period) end as months
    from history
    where previous_period is not null or measure = 'flow'
),

judged as (
    select
        suspects.position, here.value, here.step, here.base, here.months, here.decimals, here.is_cumulative,
        list(earlier.step) as steps, min(earlier.period) as since
    from suspects
    cross join rules
    join steps as here
        on here.indicator_key = suspects.indicator_key and here.region_key = suspects.region_key and here.period = suspects.period
    join steps as earlier
        on earlier.indicator_key = suspects.indicator_key and earlier.region_key = suspects.region_key
        and earlier.period < suspects.period and earlier.period >= suspects.period - to_months(rules.jump_months::integer)
    where suspects.code = 'jump' and earlier.step <> 0
    group by suspects.position, here.value, here.step, here.base, here.months, here.decimals, here.is_cumulative
),

centred as (
    select *, len(steps) as step_count, list_median(steps) as usual from judged
),

spread as (
    select
        *,
        -- steps that are all alike have no spread: a tenth of the step, or the last place shown, is not yet far
        greatest(list_median(list_transform(steps, lambda step: abs(step - usual))), 0.1 * abs(usual), pow(10, -decimals)) as spread
    from centred
),

scored as (
    select
        *, 0.6745 * (step - usual) / spread as score, rules.jump_score as threshold,
        usual - rules.jump_score * spread / 0.6745 as least_step, usual + rules.jump_score * spread / 0.6745 as most_step
    from spread
    cross join rules
    where step_count >= rules.jump_steps
)

select
    *, is_cumulative as is_one_sided, base::double + months * least_step as least_value, base::double + months * most_step as most_value
from scored
-- a small step of a cumulative figure is slow work, which its status shows
where case when is_cumulative then score else abs(score) end > threshold
order by position
