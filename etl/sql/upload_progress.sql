-- Grain: progress report of one upload. What had been reported before it, what was decided on it, and whether it still counts.
with
reports as (
    select 'tasks' as kind, plan_id, task_id as item_id, period, state, percent, null::decimal(18,4) as investment_wan, note, upload_id, verdict
    from task_states
    union all
    select 'projects', plan_id, project_id, period, state, percent, investment_wan, note, upload_id, verdict
    from project_states
),

mine as (
    select * from reports where upload_id = $upload_id
),

before as (
    select
        mine.kind, mine.item_id, mine.period,
        max_by(
            struct_pack(state := reports.state, percent := reports.percent, investment_wan := reports.investment_wan), reports.upload_id
        ) as old
    from mine
    join reports
        on reports.kind = mine.kind and reports.plan_id = mine.plan_id and reports.item_id = mine.item_id and reports.period = mine.period
        and reports.upload_id < $upload_id and reports.verdict in ('submitted', 'approved')
    group by mine.kind, mine.item_id, mine.period
),

named as (
    select 'tasks' as kind, plan_id, task_id as item_id, position, title_zh, title_en, region_key from tasks
    union all
    select 'projects', plan_id, project_id, position, name_zh, coalesce(name_en, name_zh), region_key from projects
),

counting as (
    select 'tasks' as kind, task_id as item_id, period from task_progress where upload_id = $upload_id
    union all
    select 'projects', project_id, period from project_progress where upload_id = $upload_id
)

select
    mine.kind, mine.item_id, named.title_zh as item_zh, named.title_en as item_en,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en, mine.period,
    before.old.state as old_state, mine.state, before.old.percent as old_percent, mine.percent,
    before.old.investment_wan as old_investment_wan, mine.investment_wan, mine.note,
    mine.verdict, coalesce(cell_reviews.reason, whole_reviews.reason) as reason, counting.item_id is not null as is_standing
from mine
join named on named.kind = mine.kind and named.plan_id = mine.plan_id and named.item_id = mine.item_id
join regions on regions.region_key = named.region_key
left join before on before.kind = mine.kind and before.item_id = mine.item_id and before.period = mine.period
left join counting on counting.kind = mine.kind and counting.item_id = mine.item_id and counting.period = mine.period
left join whole_reviews on whole_reviews.upload_id = mine.upload_id
left join cell_reviews
    on cell_reviews.upload_id = mine.upload_id and cell_reviews.item_id = mine.item_id and cell_reviews.period = mine.period
order by named.position, mine.period
