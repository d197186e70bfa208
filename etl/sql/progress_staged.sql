-- Grain: row of the file that broke no rule: what a commit would write.
create or replace temp table staged as
select item_id, period, state, percent, invested as investment_wan, note, position
from checked_progress
anti join progress_repeats using (position)
where errors = ''
