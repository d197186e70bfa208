-- Grain: row of the file that enters the same thing as an earlier one. The position of the row it repeats.
create or replace temp table target_repeats as
with
keyed as (
    select position, kind, indicator_key, region_key, case when kind <> 'baseline' then year end as key_year, quarter
    from checked_targets
    where indicator_key is not null and region_key is not null
)

select later.position, min(earlier.position) as first_position
from keyed as later
join keyed as earlier
    on earlier.position < later.position
    and earlier.kind = later.kind and earlier.indicator_key = later.indicator_key and earlier.region_key = later.region_key
    and earlier.key_year is not distinct from later.key_year and earlier.quarter is not distinct from later.quarter
group by later.position
