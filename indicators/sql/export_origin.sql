-- Grain: one row. Where the rows of an export come from: the plan, its pack, its documents, the kind of database.
select
    plans.plan_id, plans.name_zh, plans.name_en, plans.pack_sha256,
    (select kind from database_info) as database_kind,
    coalesce((select list(distinct document order by document) from sources where plan_id = $plan_id), []) as documents
from plans
where plans.plan_id = $plan_id
