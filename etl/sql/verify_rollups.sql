-- Grain: indicator × region × month whose stored roll-up is not the one just rebuilt in the temporary table `rollups`.
-- `stored` is the temporary copy of what stands.
with
different as (
    select
        indicator_key, region_key, period,
        coalesce(stored.own_value, stored.value) as stored_value,
        coalesce(rollups.own_value, rollups.value) as rebuilt_value
    from stored
    full join rollups using (indicator_key, region_key, period)
    where stored.value is distinct from rollups.value
        or stored.numerator is distinct from rollups.numerator
        or stored.denominator is distinct from rollups.denominator
        or stored.k is distinct from rollups.k
        or stored.own_value is distinct from rollups.own_value
        or stored.own_numerator is distinct from rollups.own_numerator
        or stored.own_denominator is distinct from rollups.own_denominator
)

select
    concat_ws(' / ', coalesce(indicator_id, indicator_key::varchar), coalesce(region_id, region_key::varchar), strftime(period, '%Y-%m')) as place,
    stored_value, rebuilt_value
from different
left join indicators using (indicator_key)
left join regions using (region_key)
order by indicator_key, region_key, period
