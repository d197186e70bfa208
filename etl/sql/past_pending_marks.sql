-- Grain: indicator × region × month in which something counts that nobody had decided on, or that is made of such.
select distinct past_pending.indicator_key, region_closure.ancestor_key as region_key, past_pending.period
from past_pending
join region_closure on region_closure.descendant_key = past_pending.region_key
