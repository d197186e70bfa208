-- Grain: asked period with a target in the asked regions. How many of their targets stand at each status.
-- uses: judged
select period, histogram(status) as counts
from judged
group by period
order by period
