-- Grain: task or project of a plan with its last day, the indicators it serves, and the places it was read from in one cell.
with
works as (
    select
        'task' as kind, task_id as id, programme_id, position, title_zh as name_zh, title_en as name_en, annex_row as list,
        null as measure_zh, null as measure_en, null as industry_zh, indicator_keys, source_ids, deadline,
        -- without a day a task that is done once has its last year; a standing one has no end
        case when deadline is not null then deadline when repeats = 'once' and len(years) > 0 then make_date(list_max(years), 12, 31) end as due_on
    from tasks
    where plan_id = $plan_id

    union all

    select
        'project', project_id, programme_id, position, name_zh, name_en, list,
        measure_zh, measure_en, industry_zh, indicator_keys, source_ids, deadline, deadline
    from projects
    where plan_id = $plan_id
),

cited as (
    select kind, id, unnest(source_ids) as source_id from works
),

places as (
    select
        cited.kind, cited.id,
        string_agg(concat_ws(' ', sources.section_zh, sources.place_zh), '；') as places_zh,
        string_agg(concat_ws(' ', sources.section_en, sources.place_en), '; ') as places_en
    from cited
    join sources on sources.plan_id = $plan_id and sources.source_id = cited.source_id
    group by cited.kind, cited.id
)

select works.* exclude (source_ids), places.places_zh, places.places_en
from works
join programmes on programmes.plan_id = $plan_id and programmes.programme_id = works.programme_id
left join places using (kind, id)
order by works.kind desc, programmes.position, works.position
