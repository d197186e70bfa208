-- Grain: figure of the file that broke no rule: what a commit would write.
create or replace temp table staged as
select indicator_key, region_key, period, value, numerator, denominator, note, position
from checked_rows
anti join repeats using (position)
where errors = ''
