-- Grain: indicator, task or project of the plan that some conflict touches. The conflicts' ids as one text.
with
touched as (
    select conflict_id, position, 'indicator' as kind, unnest(indicator_keys)::varchar as id from conflicts where plan_id = $plan_id
    union all
    select conflict_id, position, 'task', unnest(task_ids) from conflicts where plan_id = $plan_id
    union all
    select conflict_id, position, 'project', unnest(project_ids) from conflicts where plan_id = $plan_id
)

select kind, id, string_agg(conflict_id, ';' order by position) as conflicts
from touched
group by kind, id
