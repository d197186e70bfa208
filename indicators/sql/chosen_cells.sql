-- Grain: row of `cells` (indicator, region) × asked period. What `chosen_targets` says of these alone.
-- uses: chosen_targets
select chosen_targets.*
from chosen_targets
semi join cells on cells.indicator_key = chosen_targets.indicator_key and cells.region_key = chosen_targets.region_key
