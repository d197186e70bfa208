-- Grain: month of one indicator × region about whose reports, its own or its parts', something is to be noted.
with
asked as (
    select
        indicators.indicator_key,
        plans.due_day
    from indicators
    join plans on plans.plan_id = indicators.plan_id
    where indicators.indicator_key = $indicator_key
),

reports as (
    select
        revisions.region_key, revisions.period,
        min(uploads.committed_at)::date > any_value(revisions.period + interval 1 month + to_days(asked.due_day - 1))::date as is_late,
        count(*) > 1 as is_corrected,
        coalesce(max_by(revisions.note, revisions.upload_id), max_by(uploads.justification, revisions.upload_id)) as explanation
    from revisions
    join asked using (indicator_key)
    join uploads using (upload_id)
    join region_closure on region_closure.descendant_key = revisions.region_key
    where region_closure.ancestor_key = $region_key
    group by revisions.region_key, revisions.period
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
