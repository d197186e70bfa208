-- Grain: stated starting value of one indicator × region, oldest first.
select year, value, origin, note_zh, note_en
from starting_values
where indicator_key = $indicator_key and region_key = $region_key
order by year
