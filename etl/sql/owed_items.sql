-- Grain: open task or project whose progress is due for the month: at the end of each quarter and in the month of its deadline, a
-- monthly task in every month; work from its first year until it is done, what returns only in its years, until it is done for the year.
with
due as (
    select *
    from items
    where kind = $kind and is_mine
        and case
            when len(years) = 0 then true
            when repeats = 'once' then list_min(years) <= year($period::date)
            else list_contains(years, year($period::date))
        end
        and (repeats = 'monthly' or month($period::date) % 3 = 0 or date_trunc('month', deadline) = $period::date)
),

before as (
    select
        due.item_id,
        max(standing_progress.period) as last_period,
        max_by(standing_progress.state, standing_progress.period) as last_state,
        max_by(standing_progress.percent, standing_progress.period) as last_percent,
        max_by(standing_progress.investment_wan, standing_progress.period) as last_investment_wan
    from due
    join standing_progress
        on standing_progress.item_id = due.item_id
        and standing_progress.period < $period::date
        and (due.repeats = 'once' or year(standing_progress.period) = year($period::date))
    group by due.item_id
),

reports as (
    select 'tasks' as kind, task_id as item_id, period, upload_id from task_revisions where plan_id = $plan_id and period = $period::date
    union all
    select 'projects', project_id, period, upload_id from project_revisions where plan_id = $plan_id and period = $period::date
),

decided as (
    select
        reports.item_id, reports.upload_id, coalesce(cell_reviews.verdict, whole_reviews.verdict, 'submitted') as verdict,
        coalesce(cell_reviews.reason, whole_reviews.reason) as reason, coalesce(cell_reviews.reviewed_at, whole_reviews.reviewed_at) as reviewed_at
    from reports
    left join whole_reviews on whole_reviews.upload_id = reports.upload_id
    left join cell_reviews
        on cell_reviews.upload_id = reports.upload_id and cell_reviews.item_id = reports.item_id and cell_reviews.period = reports.period
    where reports.kind = $kind
),

returned as (
    select * exclude (place)
    from (
        select *, row_number() over (partition by item_id order by upload_id desc) as place from decided where verdict <> 'withdrawn'
    ) as newest
    where place = 1 and verdict = 'returned'
)

select
    due.item_id, due.title_zh as item_zh, due.title_en as item_en,
    programmes.programme_id, programmes.name_zh as programme_zh, programmes.name_en as programme_en,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en,
    $period::date as period, due.repeats, due.deadline, due.investment_wan as planned_wan,
    before.last_period, before.last_state, before.last_percent, before.last_investment_wan,
    this_month.state as reported_state, this_month.percent, this_month.investment_wan, this_month.note,
    case
        when returned.upload_id is not null then 'returned'
        when this_month.upload_id is null then 'missing'
        when this_month.is_waiting then 'submitted'
        else 'approved'
    end as state,
    returned.reason as returned_reason, returned.upload_id as returned_upload_id, returned.reviewed_at as returned_at,
    (least(last_day($period::date + interval 1 month), $period::date + interval 1 month + to_days(plans.due_day - 1)))::date as due_on
from due
join programmes on programmes.plan_id = $plan_id and programmes.programme_id = due.programme_id
join regions on regions.region_key = due.region_key
join plans on plans.plan_id = $plan_id
left join before on before.item_id = due.item_id
left join standing_progress as this_month on this_month.item_id = due.item_id and this_month.period = $period::date
left join returned on returned.item_id = due.item_id
where before.last_state is distinct from 'done' or this_month.upload_id is not null or returned.upload_id is not null
order by programmes.position, due.position
