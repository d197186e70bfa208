-- Grain: indicator × region within the scope of a ranking, in the order of the plan's indicators.
-- uses: scored_cells
select scored_cells.*
from scored_cells
join indicators on indicators.indicator_key = scored_cells.indicator_key
join programmes on programmes.plan_id = indicators.plan_id and programmes.programme_id = indicators.programme_id
order by programmes.position, indicators.position, scored_cells.region_key
