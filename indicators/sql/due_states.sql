-- Grain: indicator × region × asked month for which a report is due: how far its report is, when it first came, and what that means.
-- $today decides what is overdue; $moment (null: now) is when one looks; scopes (null: everything) say whose duties.
-- uses: due_mine, reports_until
with
undone as (
    select undo_of as upload_id
    from uploads
    where undo_of is not null and upload_id not in (select undo_of from uploads where undo_of is not null)
),

reports as (
    select indicator_key, region_key, period, upload_id, committed_at, state
    from reports_until
    semi join due_mine using (indicator_key, region_key, period)
    anti join undone using (upload_id)
    where undo_of is null and state <> 'withdrawn'
),

came as (
    select
        indicator_key, region_key, period, min(committed_at) as first_reported_at,
        coalesce(max_by(state, upload_id) filter (state in ('submitted', 'approved')), 'returned') as state
    from reports
    group by indicator_key, region_key, period
)

select
    due_mine.*,
    coalesce(came.state, 'missing') as state,
    case when came.state <> 'returned' then came.first_reported_at end as first_reported_at,
    case
        when came.state in ('submitted', 'approved')
            then case when came.first_reported_at::date <= due_mine.due_on then 'on_time' else 'late' end
        when due_mine.due_on < $today::date then 'missing'
        else 'open'
    end as timeliness
from due_mine
left join came using (indicator_key, region_key, period)
