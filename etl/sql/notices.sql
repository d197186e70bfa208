-- Grain: notice of one person, the newest first.
select notice_id, plan_id, code, subject, details, created_at, read_at
from notices
where username = $username
order by created_at desc, notice_id desc
