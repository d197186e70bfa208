-- Grain: report of a task's or project's progress that counts though it was not approved, or was approved and does not count.
with
undone as (
    select undo_of as upload_id from uploads where undo_of is not null
),

approved as (
    select task_id as item_id, period, upload_id from task_states where verdict = 'approved'
    union all
    select project_id, period, upload_id from project_states where verdict = 'approved'
),

due as (
    select * from approved anti join undone using (upload_id)
),

counted as (
    select task_id as item_id, period, upload_id from task_progress
    union all
    select project_id, period, upload_id from project_progress
)

select item_id, strftime(period, '%Y-%m') as period, upload_id, counted.item_id is not null as is_counted
from due
full join counted using (item_id, period, upload_id)
where due.item_id is null or counted.item_id is null
order by item_id, period, upload_id
