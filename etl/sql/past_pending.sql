-- Grain: report that waited for a decision at the moment, where those are asked for: the newest of its key, unless it was decided on.
select *
from (
    select *, row_number() over (partition by indicator_key, region_key, period order by upload_id desc) as place
    from past_reports
    where undo_of is null and state in ('submitted', 'approved')
) as newest
where place = 1 and state = 'submitted' and $counts = 'submitted'
