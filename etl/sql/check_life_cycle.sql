-- Grain: figure of the file that would change what was approved, or speaks of a locked month: who decided that, when and why.
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
    select changes.position, reviews.username, reviews.reviewed_at
    from (
        from changes
        anti join pending_actuals using (indicator_key, region_key, period)
        where old_upload_id is not null
    ) as changes
    join revision_states
        on revision_states.indicator_key = changes.indicator_key
        and revision_states.region_key = changes.region_key
        and revision_states.period = changes.period
        and revision_states.upload_id = changes.old_upload_id
    join reviews on reviews.review_id = revision_states.review_id
),

settled as (
    select
        changes.position, strftime(changes.period, '%Y-%m') as period, changes.old_value,
        case when locked.period is not null then 'month_locked' else 'already_approved' end as code,
        coalesce(locked.username, approved.username) as username, coalesce(locked.locked_at, approved.reviewed_at) as decided_at, locked.reason
    from changes
    left join locked on locked.period = changes.period
    left join approved on approved.position = changes.position
    where locked.period is not null or approved.position is not null
)

select
    settled.position, settled.code, settled.period, settled.old_value, settled.reason,
    coalesce(accounts.display_name, settled.username) as name, strftime(settled.decided_at, '%Y-%m-%d') as day
from settled
left join accounts using (username)
order by settled.position
