-- Grain: row of the file that would change what was approved, or speaks of a locked month: who decided that, when and why.
with
changes as (
    select * from differences where difference <> 'unchanged'
),

locked as (
    select period, reason, username, locked_at
    from (select *, row_number() over (partition by period order by locked_at desc) as place from month_locks where plan_id = $plan_id) as newest
    where place = 1 and is_locked
),

approved as (
    select
        changes.position, coalesce(cell_reviews.username, whole_reviews.username) as username,
        coalesce(cell_reviews.reviewed_at, whole_reviews.reviewed_at) as reviewed_at
    from changes
    left join whole_reviews on whole_reviews.upload_id = changes.old_upload_id
    left join cell_reviews
        on cell_reviews.upload_id = changes.old_upload_id and cell_reviews.item_id = changes.item_id and cell_reviews.period = changes.period
    where changes.old_upload_id is not null and not changes.is_waiting
),

settled as (
    select
        changes.position, changes.item_id, strftime(changes.period, '%Y-%m') as period, changes.old_state,
        case when locked.period is not null then 'month_locked' else 'already_approved' end as code,
        coalesce(locked.username, approved.username) as username, coalesce(locked.locked_at, approved.reviewed_at) as decided_at, locked.reason
    from changes
    left join locked on locked.period = changes.period
    left join approved on approved.position = changes.position
    where locked.period is not null or approved.position is not null
)

select
    settled.position, settled.item_id, settled.code, settled.period, settled.old_state, settled.reason,
    coalesce(accounts.display_name, settled.username) as name, strftime(settled.decided_at, '%Y-%m-%d') as day
from settled
left join accounts using (username)
order by settled.position
