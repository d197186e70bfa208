-- Grain: upload. Who sent what when, what it did, what was decided on how much of it, and the upload that undid it; the newest first.
with
undoings as (
    select undo_of as upload_id, max(upload_id) as undone_by from uploads where undo_of is not null group by undo_of
),

mine as (
    select *
    from uploads
    where ($plan_id is null or plan_id = $plan_id)
        and (
            $username is null
            or username = $username
            -- what others undid of one's own work is one's business too
            or undo_of in (select own.upload_id from uploads as own where own.username = $username)
        )
),

-- single cells first; what a decision on the whole upload covers is the rest
decided_cells as (
    select
        cell_reviews.upload_id,
        count(*) filter (verdict = 'approved') as approved_cells,
        count(*) filter (verdict = 'returned') as returned_cells,
        count(*) filter (verdict = 'withdrawn') as withdrawn_cells
    from cell_reviews
    semi join mine using (upload_id)
    group by cell_reviews.upload_id
),

last_reviews as (
    select upload_id, max_by({'verdict': verdict, 'reason': reason, 'username': username, 'at': reviewed_at}, review_id) as review
    from reviews
    semi join mine using (upload_id)
    group by upload_id
),

counted as (
    select
        mine.*,
        coalesce(approved_cells, 0) as approved_cells, coalesce(returned_cells, 0) as returned_cells, coalesce(withdrawn_cells, 0) as withdrawn_cells,
        mine.new_count + mine.changed_count - coalesce(approved_cells + returned_cells + withdrawn_cells, 0) as rest,
        coalesce(whole_reviews.verdict, 'submitted') as rest_verdict
    from mine
    left join decided_cells using (upload_id)
    left join whole_reviews on whole_reviews.upload_id = mine.upload_id
)

select
    counted.* exclude (approved_cells, returned_cells, withdrawn_cells, rest, rest_verdict),
    coalesce(accounts.display_name, counted.username) as display_name, undoings.undone_by,
    case when rest_verdict = 'submitted' then rest else 0 end as submitted_count,
    approved_cells + case when rest_verdict = 'approved' then rest else 0 end as approved_count,
    returned_cells + case when rest_verdict = 'returned' then rest else 0 end as returned_count,
    withdrawn_cells + case when rest_verdict = 'withdrawn' then rest else 0 end as withdrawn_count,
    last_reviews.review.reason as review_reason, last_reviews.review.at as reviewed_at,
    coalesce(reviewers.display_name, last_reviews.review.username) as reviewer
from counted
left join accounts using (username)
left join undoings using (upload_id)
left join last_reviews using (upload_id)
left join accounts as reviewers on reviewers.username = last_reviews.review.username
order by counted.upload_id desc
