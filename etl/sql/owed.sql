-- Grain: indicator × region that owes a report for the month. Its target, the figure before, and how far the report of the month is.
with
due as (
    select reportable.indicator_key, reportable.region_key
    from reportable
    join indicators using (indicator_key)
    anti join (from target_years where plan_id = $plan_id and year = year($period::date) and not has_task) as idle
        using (indicator_key, region_key)
    where reportable.is_owed and reportable.is_mine
        and year($period::date) between reportable.first_year and reportable.last_year
        and month($period::date) % (case indicators.frequency when 'monthly' then 1 when 'quarterly' then 3 else 12 end) = 0
),

recent as (
    select actuals.*
    from actuals
    semi join due using (indicator_key, region_key)
    where period <= $period::date and period >= $period::date - interval 2 year
),

latest_before as (
    select indicator_key, region_key, max(period) as last_period, max_by(value, period) as last_value
    from recent
    where period < $period::date
    group by indicator_key, region_key
),

this_month as (
    select * from recent where period = $period::date
),

-- what the office sent back last, with its reason; a later report takes its place
returned as (
    select reports.indicator_key, reports.region_key, reviews.reason, reviews.reviewed_at, reviews.username, reports.upload_id
    from (
        select *, row_number() over (partition by indicator_key, region_key order by upload_id desc) as place
        from revision_states
        where period = $period::date and undo_of is null and state <> 'withdrawn'
    ) as reports
    semi join due using (indicator_key, region_key)
    join reviews using (review_id)
    where reports.place = 1 and reports.state = 'returned'
)

select
    due.indicator_key, due.region_key,
    indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en,
    $period::date as period, indicators.unit_zh, indicators.unit_en, indicators.decimals, indicators.has_parts,
    indicators.numerator_zh, indicators.numerator_en, indicators.denominator_zh, indicators.denominator_en,
    indicators.measure, indicators.frequency, target_years.comparator, target_years.value as target,
    latest_before.last_period, latest_before.last_value,
    this_month.value, this_month.numerator, this_month.denominator,
    case
        when returned.upload_id is not null then 'returned'
        when this_month.upload_id is null then 'missing'
        when pending_actuals.upload_id is not null then 'submitted'
        else 'approved'
    end as state,
    returned.reason as returned_reason, returned.upload_id as returned_upload_id, returned.reviewed_at as returned_at,
    -- the month after, as far as it has such a day
    (least(last_day($period::date + interval 1 month), $period::date + interval 1 month + to_days(plans.due_day - 1)))::date as due_on
from due
join indicators using (indicator_key)
join regions using (region_key)
join plans on plans.plan_id = $plan_id
left join target_years
    on target_years.indicator_key = due.indicator_key and target_years.region_key = due.region_key and target_years.year = year($period::date)
left join latest_before on latest_before.indicator_key = due.indicator_key and latest_before.region_key = due.region_key
left join returned on returned.indicator_key = due.indicator_key and returned.region_key = due.region_key
left join pending_actuals
    on pending_actuals.indicator_key = due.indicator_key
    and pending_actuals.region_key = due.region_key
    and pending_actuals.period = $period::date
left join this_month on this_month.indicator_key = due.indicator_key and this_month.region_key = due.region_key
order by regions.position, indicators.position
