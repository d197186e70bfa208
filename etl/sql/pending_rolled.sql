-- Grain: roll-up cell that would be another one if all that waits for a decision were approved.
insert into pending_rollups
select rolled.*
from rolled
left join (
    select * from rollups
    where period between (select min(period) from rolled) and (select max(period) from rolled)
        and indicator_key in (select indicator_key from rolled)
) as rollups
    using (indicator_key, region_key, period)
where rollups.region_key is null
    or rolled.value is distinct from rollups.value
    or rolled.numerator is distinct from rollups.numerator
    or rolled.denominator is distinct from rollups.denominator
    or rolled.k is distinct from rollups.k
    or rolled.own_value is distinct from rollups.own_value
    or rolled.own_numerator is distinct from rollups.own_numerator
    or rolled.own_denominator is distinct from rollups.own_denominator
