-- Grain: one row or none. The latest decision on an upload: what, by whom and when.
select reviews.verdict, coalesce(accounts.display_name, reviews.username) as display_name, reviews.reviewed_at
from reviews
left join accounts using (username)
where reviews.upload_id = $upload_id
order by reviews.review_id desc
limit 1
