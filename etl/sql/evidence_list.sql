-- Grain: evidence file that was not removed and that the account may see. Who attached it, and when what it proves was approved since.
with
asked as (
    select * from evidence
    where plan_id = $plan_id and removed_at is null
        and ($evidence_ids is null or evidence_id in (select unnest($evidence_ids::integer[])))
        and ($period is null or period = $period)
        and ($kind is null or kind = $kind)
        and ($indicator_key is null or indicator_key = $indicator_key)
        and ($region_key is null or region_key = $region_key)
        and ($item_id is null or item_id = $item_id)
),

visible as (
    select asked.*
    from asked
    where $everything
        or exists (
            select 1 from reportable
            where is_mine and reportable.indicator_key = asked.indicator_key and reportable.region_key = asked.region_key
        )
        or exists (select 1 from items where is_mine and items.kind = asked.kind || 's' and items.item_id = asked.item_id)
),

reports as (
    select 'actual' as kind, indicator_key, region_key, null as item_id, period, upload_id from revisions
    where period in (select period from visible) and indicator_key in (select indicator_key from visible)
    union all
    select 'task', null, null, task_id, period, upload_id from task_revisions
    where plan_id = $plan_id and period in (select period from visible)
    union all
    select 'project', null, null, project_id, period, upload_id from project_revisions
    where plan_id = $plan_id and period in (select period from visible)
),

approvals as (
    select
        visible.evidence_id, max(coalesce(cell_reviews.reviewed_at, whole_reviews.reviewed_at)) as approved_at
    from visible
    join reports
        on reports.kind = visible.kind
        and reports.period = visible.period
        and reports.indicator_key is not distinct from visible.indicator_key
        and reports.region_key is not distinct from visible.region_key
        and reports.item_id is not distinct from visible.item_id
    left join whole_reviews on whole_reviews.upload_id = reports.upload_id
    left join cell_reviews
        on cell_reviews.upload_id = reports.upload_id
        and cell_reviews.period = reports.period
        and cell_reviews.indicator_key is not distinct from reports.indicator_key
        and cell_reviews.region_key is not distinct from reports.region_key
        and cell_reviews.item_id is not distinct from reports.item_id
    where coalesce(cell_reviews.verdict, whole_reviews.verdict) = 'approved'
    group by visible.evidence_id
)

select
    visible.* exclude (removed_by, removed_at), coalesce(accounts.display_name, visible.username) as display_name,
    approvals.approved_at > visible.attached_at as is_approved
from visible
left join approvals using (evidence_id)
left join accounts on accounts.username = visible.username
order by visible.kind, visible.indicator_key, visible.region_key, visible.item_id, visible.evidence_id
