-- Grain: report of a task's progress that counted at the moment ($counts = 'submitted': those that waited then, too).
with
decided as (
    select * from reviews where reviewed_at <= $moment
),

undone as (
    select undo_of as upload_id from uploads where undo_of is not null and committed_at <= $moment
),

reports as (
    select task_revisions.*, coalesce(cells.verdict, whole.verdict, 'submitted') as verdict
    from task_revisions
    semi join (select * from uploads where committed_at <= $moment) as uploads using (upload_id)
    anti join undone using (upload_id)
    left join (select * from decided where is_whole) as whole on whole.upload_id = task_revisions.upload_id
    left join (select * from cell_reviews where reviewed_at <= $moment) as cells
        on cells.upload_id = task_revisions.upload_id
        and cells.item_id = task_revisions.task_id
        and cells.period = task_revisions.period
)

select plan_id, task_id, period, state, percent, note, upload_id
from reports
where verdict = 'approved' or ($counts = 'submitted' and verdict = 'submitted')
