-- Grain: report of a project's progress that counted at the moment ($counts = 'submitted': those that waited then, too).
with
decided as (
    select * from reviews where reviewed_at <= $moment
),

undone as (
    select undo_of as upload_id from uploads where undo_of is not null and committed_at <= $moment
),

reports as (
    select project_revisions.*, coalesce(cells.verdict, whole.verdict, 'submitted') as verdict
    from project_revisions
    semi join (select * from uploads where committed_at <= $moment) as uploads using (upload_id)
    anti join undone using (upload_id)
    left join (select * from decided where is_whole) as whole on whole.upload_id = project_revisions.upload_id
    left join (select * from cell_reviews where reviewed_at <= $moment) as cells
        on cells.upload_id = project_revisions.upload_id
        and cells.item_id = project_revisions.project_id
        and cells.period = project_revisions.period
)

select plan_id, project_id, period, state, percent, investment_wan, note, upload_id
from reports
where verdict = 'approved' or ($counts = 'submitted' and verdict = 'submitted')
