-- Grain: row of the file that says something of a task or project. Every rule that one row can break, and what is asked about it only
-- where it would change something: each as its code and the field it speaks of, comma-separated.
create or replace temp table checked_progress as
with
filled as (
    select * from progress_candidates
    where has_state or percent_state <> 'not_reported' or invested_state <> 'not_reported' or note is not null or has_evidence
),

before as (
    select
        filled.position,
        max(standing_progress.period) as before_period,
        max_by(standing_progress.state, standing_progress.period) as before_state,
        max_by(standing_progress.percent, standing_progress.period) as before_percent,
        max_by(standing_progress.investment_wan, standing_progress.period) filter (standing_progress.investment_wan is not null) as before_invested
    from filled
    join items on items.kind = $kind and items.item_id = filled.item_id
    join standing_progress
        on standing_progress.item_id = filled.item_id
        and standing_progress.period < filled.period
        -- what returns every year begins anew
        and (items.repeats = 'once' or year(standing_progress.period) = year(filled.period))
    group by filled.position
),

known as (
    select
        filled.*, before.* exclude (position), items.is_mine, items.repeats, items.investment_wan as planned,
        exists (
            select 1 from evidence
            where evidence.plan_id = $plan_id and evidence.kind || 's' = $kind and evidence.item_id = filled.item_id
                and evidence.period = filled.period and evidence.removed_at is null
        ) as is_proven
    from filled
    left join before using (position)
    left join items on items.kind = $kind and items.item_id = filled.item_id
)

select
    *,
    concat_ws(
        ',',
        case when item_id is null then 'unknown_item item' end,
        case when not is_mine then 'not_your_item item' end,
        case when period is null then 'bad_period period' end,
        case when period <> $period then 'period_mismatch period' end,
        case when year(period) not between $first_year and $last_year then 'period_outside_plan period' end,
        case when period > $this_month then 'period_in_future period' end,
        case when not has_state then 'missing_state state' end,
        case when has_state and state is null then 'bad_state state' end,
        case when percent_state = 'bad' then 'bad_number percent' end,
        case when percent_state = 'ambiguous' then 'ambiguous_number percent' end,
        case when percent_state = 'unit' then 'unit_mismatch percent' end,
        case when percent_state = 'too_big' or percent not between 0 and 100 then 'percent_outside percent' end,
        case when invested_state = 'bad' then 'bad_number invested_wan' end,
        case when invested_state = 'ambiguous' then 'ambiguous_number invested_wan' end,
        case when invested_state = 'unit' then 'unit_mismatch invested_wan' end,
        case when invested_state = 'too_big' then 'value_too_big invested_wan' end,
        case when invested < 0 then 'negative invested_wan' end
    ) as errors,
    concat_ws(
        ',',
        case when percent > 0 and percent < 1 and not percent_has_sign then 'looks_like_fraction percent' end,
        case when state = 'done' and percent < 100 then 'done_below_hundred percent' end,
        case when state = 'not_started' and percent > 0 then 'not_started_above_zero percent' end,
        case when $done_needs_evidence and state = 'done' and not is_proven then 'done_without_evidence state' end,
        case when before_state = 'done' and state <> 'done' then 'no_longer_done state' end,
        case when percent < before_percent then 'percent_falls percent' end,
        case when invested < before_invested then 'investment_falls invested_wan' end,
        case when invested > planned then 'investment_above_planned invested_wan' end
    ) as about_changes
from known
