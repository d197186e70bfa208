-- Grain: month of one indicator × region about whose standing figures, its own or its parts', something is to be noted.
with
asked as (
    select indicators.indicator_key, plans.due_day
    from indicators
    join plans on plans.plan_id = indicators.plan_id
    where indicators.indicator_key = $indicator_key
),

standing as (
    select actuals.indicator_key, actuals.region_key, actuals.period, actuals.upload_id
    from actuals
    join asked on asked.indicator_key = actuals.indicator_key
    join region_closure on region_closure.descendant_key = actuals.region_key
    where region_closure.ancestor_key = $region_key and actuals.value is not null
),

reports as (
    select
        standing.region_key, standing.period,
        min(uploads.committed_at)::date
            > least(last_day(standing.period + interval 1 month), standing.period + interval 1 month + to_days(asked.due_day - 1))::date as is_late,
        -- what was sent back never stood, so that what came instead corrects nothing
        count(*) filter (revision_states.state not in ('returned', 'withdrawn')) > 1 as is_corrected,
        coalesce(max_by(revision_states.note, revision_states.upload_id), max_by(uploads.justification, revision_states.upload_id)) as explanation
    from standing
    join asked on asked.indicator_key = standing.indicator_key
    join revision_states
        on revision_states.indicator_key = standing.indicator_key
        and revision_states.region_key = standing.region_key
        and revision_states.period = standing.period
        and revision_states.upload_id <= standing.upload_id
    join uploads on uploads.upload_id = revision_states.upload_id
    group by standing.region_key, standing.period, asked.due_day
)

select
    period,
    count(*) as reports,
    count(*) filter (is_late) as late,
    count(*) filter (is_corrected) as corrected,
    count(explanation) as explained,
    string_agg(distinct explanation, ' / ') as explanation
from reports
where is_late or is_corrected or explanation is not null
group by period
order by period
