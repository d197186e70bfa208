-- Grain: changed cumulative figure that the report before or after it contradicts, and that report's figure.
select position, value, neighbour, other_value, case when is_before then 'falls' else 'falls_later' end as code
from neighbours
where is_cumulative
    and (measure = 'stock' or year(neighbour) = year(period))
    and case when is_before then other_value > value else other_value < value end
order by position, code
