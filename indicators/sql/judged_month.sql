-- Grain: indicator × region × asked period. The judgement alone: what is counted, ranked and compared, small enough to be kept.
-- uses: judged
select indicator_key, region_key, period, status, gap_pp
from judged
