-- Grain: duty of a plan. Who reports what in which years, with the kinds of the indicator and the value it starts from.
with
starts as (
    select indicator_key, region_key, max_by(value, year) as start
    from starting_values
    where plan_id = $plan_id
    group by indicator_key, region_key
)

select
    duties.plan_id, duties.indicator_key, indicators.indicator_id, duties.region_key, regions.region_id, duties.department_id,
    indicators.measure, indicators.direction, indicators.frequency, indicators.headline, indicators.decimals,
    indicators.is_percent, indicators.has_parts, indicators.accumulates_key, duties.first_year, duties.last_year, starts.start
from duties
join indicators on indicators.indicator_key = duties.indicator_key
join regions on regions.region_key = duties.region_key
left join starts on starts.indicator_key = duties.indicator_key and starts.region_key = duties.region_key
where duties.plan_id = $plan_id
order by indicators.position, regions.position
