-- Grain: region with a target within the scope of a ranking. What its points are made of.
-- uses: scored_cells
select
    region_key,
    sum(points * weight) as earned,
    sum(weight) filter (points is not null) as weight,
    count(points)::integer as counted,
    (count(*) filter (status in ('met', 'on_pace')))::integer as good,
    (count(*) filter (status = 'not_reported' and points is null))::integer as missing,
    (count(*) filter (status <> 'no_task'))::integer as tasks
from scored_cells
group by region_key
