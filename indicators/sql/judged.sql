-- Grain: indicator × region × asked period. THE status rule: exactly one status for every row, with the code of its reason.
-- uses: expectations
with
shortfalls as (
    select *, case when direction = 'higher' then expected - done else done - expected end as shortfall
    from expectations
),

gaps as (
    select
        *,
        -- percentage points of the target; a percentage is compared in its own points; a ceiling of zero has its start for a
        -- scale, and without one is either kept or not
        round(
            case
                when is_percent then shortfall
                when value <> 0 then shortfall * 100.0 / abs(value)
                when start <> 0 then shortfall * 100.0 / abs(start)
                else sign(shortfall) * 100
            end,
            6
        ) as gap_pp,
        coalesce(holds, false) and direction = 'higher' and (measure = 'stock' or (measure = 'flow' and year <= year(period))) as is_reached_for_good,
        reported_period is not null and (due_period is null or reported_period >= due_period) as is_reported,
        -- a sum that lacks children is a lower bound: it can prove that enough is done or that too much is, nothing else
        not is_complete and region_rollup = 'sum' as is_lower_bound
    from shortfalls
),

verdicts as (
    select *, case when judged_month >= due_month then holds else coalesce(gap_pp <= 0, true) end as is_favourable
    from gaps
),

reasons as (
    select
        *,
        case
            when no_task then 'slash'
            when not has_task then 'zero'
            when basis = 'delegated' and value is null then 'delegated'
            when value is null then 'no_number'
            when basis = 'change_vs_baseline' and baseline_value is null then 'no_baseline'
            when is_reached_for_good then 'reached'
            when year is null and basis <> 'maintain' then 'no_year'
            when year > year(period) then 'future_target'
            when due_period is null and reported_period is null then 'nothing_due'
            when not is_reported then 'missing'
            when is_lower_bound and is_favourable = (direction = 'lower') then 'partial'
            when judged_month >= due_month and holds then 'over_reached'
            when judged_month >= due_month then 'over_missed'
            when expected is null then 'no_start'
            when gap_pp <= 0 then 'on_line'
            when gap_pp <= behind_pp then 'below_line'
            else 'far_below_line'
        end as reason_code
    from verdicts
)

select
    plan_id, indicator_key, region_key, period, judged_period, year as target_year, comparator, basis, value as target, simulated as is_simulated_target,
    start, reported_period, done as actual, is_own, rolled_value, k, k_expected, baseline_year, baseline_value, behind_pp, is_percent,
    case when reason_code in ('on_line', 'below_line', 'far_below_line', 'reached', 'over_reached', 'over_missed', 'partial', 'missing') then expected end as expected,
    case when reason_code in ('on_line', 'below_line', 'far_below_line', 'reached', 'over_reached', 'over_missed') then gap_pp end as gap_pp,
    reason_code,
    case reason_code
        when 'slash' then 'no_task'
        when 'zero' then 'no_task'
        when 'delegated' then 'no_target'
        when 'no_number' then 'not_computable'
        when 'no_baseline' then 'not_computable'
        when 'reached' then 'met'
        when 'over_reached' then 'met'
        when 'over_missed' then 'missed'
        when 'missing' then 'not_reported'
        when 'partial' then 'not_reported'
        when 'on_line' then 'on_pace'
        when 'below_line' then 'behind'
        when 'far_below_line' then 'far_behind'
        else 'not_due'
    end as status
from reasons
