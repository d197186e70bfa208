-- Grain: roll-up cell that the recomputation of `touched` may read: the months and indicators of it, submitted before approved.
create or replace temp table rollups as
select *
from submitted.rollups
where period between (select min(period) from touched) and (select max(period) from touched)
    and indicator_key in (select indicator_key from touched)
