-- Grain: task or project of a checked file whose progress somebody reported since the check: what it was then, what it is now.
select
    items.item_id, items.title_zh as item_zh, items.title_en as item_en, differences.period,
    compared.old_state as state_at_check, differences.old_state as state_now, differences.state,
    coalesce(accounts.display_name, uploads.username) as reported_by, uploads.committed_at
from differences
join compared using (item_id, period)
join items on items.kind = $kind and items.item_id = differences.item_id
left join uploads on uploads.upload_id = differences.old_upload_id
left join accounts on accounts.username = uploads.username
where compared.old_upload_id is distinct from differences.old_upload_id
order by items.position, differences.period
