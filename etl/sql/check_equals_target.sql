-- Grain: changed figure that, like every report before it, equals what the target asks for to the last digit.
-- A total that is complete and a percentage that cannot rise further are no coincidence.
with
compared as (
    select
        suspects.position, history.value,
        target_years.value * case when indicators.measure = 'flow' then month(history.period) / 12 else 1 end as asked,
        coalesce(history.value in (round(asked, 4)::decimal(18, 4), round(asked, indicators.decimals)::decimal(18, 4)), false) as is_equal,
        row_number() over (partition by suspects.position order by history.period desc) as place
    from suspects
    join indicators using (indicator_key)
    join history
        on history.indicator_key = suspects.indicator_key and history.region_key = suspects.region_key
        and history.period <= suspects.period
    left join target_years
        on target_years.plan_id = $plan_id
        and target_years.indicator_key = suspects.indicator_key and target_years.region_key = suspects.region_key
        and year(history.period) between target_years.serves_from and target_years.serves_to
    where suspects.code = 'equals_target' and indicators.measure <> 'stock' and not (indicators.is_percent and history.value = 100)
)

select position, max(value) filter (place = 1) as value, count(*) as reports
from compared
cross join rules
where place <= rules.equals_target_reports
group by position, rules.equals_target_reports
having count(*) = rules.equals_target_reports and bool_and(is_equal)
order by position
