-- Grain: asked month in which the scopes (null: everything) owe a report. The day it is due, and how many reports that are.
-- uses: due_mine
select period, due_on, count(*) as expected
from due_mine
group by period, due_on
order by period
