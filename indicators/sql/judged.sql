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
        month(judged_period) >= due_month as is_over,
        -- a sum that lacks children is a lower bound: it can prove that enough is done or that too much is, nothing else
        region_rollup = 'sum' and not is_own and k < k_expected as is_lower_bound
    from shortfalls
),

reasons as (
    select
        *,
        case
            when no_task then 'slash'
            when not has_task then 'zero'
            when value is null then case basis when 'delegated' then 'delegated' else 'no_number' end
            when basis = 'change_vs_baseline' and baseline_value is null then 'no_baseline'
            -- more is better, and what is in place, or was done within the target's own year, cannot go away again
            when holds and direction = 'higher' and (measure = 'stock' or (measure = 'flow' and year <= year(period))) then 'reached'
            when year is null and basis <> 'maintain' then 'no_year'
            when year > year(period) then 'future_target'
            when due_period is null and reported_period is null then 'nothing_due'
            when reported_period is null or reported_period < due_period then 'missing'
            when is_lower_bound and (case when is_over then holds else gap_pp <= 0 end) = (direction = 'lower')
                then case when due_period is null then 'nothing_due' else 'partial' end
            when is_over then case when holds then 'over_reached' else 'over_missed' end
            when expected is null then 'no_start'
            when gap_pp <= 0 then 'on_line'
            when gap_pp <= behind_pp then 'below_line'
            else 'far_below_line'
        end as reason_code
    from gaps
)

select
    plan_id, indicator_key, region_key, period, judged_period, year as target_year, comparator, basis, value as target, simulated as is_simulated_target,
    start, reported_period, done as actual, is_own, rolled_value, k, k_expected, baseline_year, baseline_value, behind_pp, is_percent,
    case when reason_code not in ('slash', 'zero', 'no_baseline', 'nothing_due') then round(expected, 6) end as expected,
    case when reason_code not in ('slash', 'zero', 'no_baseline', 'nothing_due', 'missing', 'partial') then gap_pp end as gap_pp,
    reason_code,
    case
        when reason_code in ('slash', 'zero') then 'no_task'
        when reason_code = 'delegated' then 'no_target'
        when reason_code in ('no_number', 'no_baseline') then 'not_computable'
        when reason_code in ('reached', 'over_reached') then 'met'
        when reason_code = 'over_missed' then 'missed'
        when reason_code in ('missing', 'partial') then 'not_reported'
        when reason_code = 'on_line' then 'on_pace'
        when reason_code = 'below_line' then 'behind'
        when reason_code = 'far_below_line' then 'far_behind'
        else 'not_due'
    end as status
from reasons
