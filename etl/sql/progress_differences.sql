-- Grain: staged row. What committing it would do, against the report of the same month that stands or waits now.
create or replace temp table differences as
select
    staged.*,
    standing_progress.state as old_state, standing_progress.percent as old_percent,
    standing_progress.investment_wan as old_investment_wan, standing_progress.note as old_note,
    standing_progress.upload_id as old_upload_id, standing_progress.is_waiting,
    case
        when standing_progress.upload_id is null then 'new'
        when standing_progress.state = staged.state
            and standing_progress.percent is not distinct from staged.percent
            and standing_progress.investment_wan is not distinct from staged.investment_wan
            and standing_progress.note is not distinct from staged.note then 'unchanged'
        else 'changed'
    end as difference
from staged
left join standing_progress using (item_id, period)
