-- Grain: bulletin of a plan as it was issued, the newest first, with the number of the issue that corrects it.
select
    bulletins.plan_id, bulletins.number, bulletins.period, bulletins.language, bulletins.title, bulletins.issued_by,
    coalesce(accounts.display_name, bulletins.issued_by) as display_name, bulletins.issued_at, bulletins.corrects, bulletins.reason,
    bulletins.docx_sha256, bulletins.xlsx_sha256, bulletins.simulated,
    (select max(later.number) from bulletins as later where later.plan_id = bulletins.plan_id and later.corrects = bulletins.number) as corrected_by
from bulletins
left join accounts on accounts.username = bulletins.issued_by
where bulletins.plan_id = $plan_id
order by bulletins.number desc
