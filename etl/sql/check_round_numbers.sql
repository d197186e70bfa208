-- Grain: changed figure that, like every report before it, is round: one digit and zeros, or one digit, a five and zeros (10, 250, 3000).
with
compared as (
    select
        suspects.position, history.value,
        history.value >= 10 and history.value % (5 * pow(10, floor(log10(history.value)) - 1)) = 0 as is_round,
        row_number() over (partition by suspects.position order by history.period desc) as place
    from suspects
    join history
        on history.indicator_key = suspects.indicator_key and history.region_key = suspects.region_key
        and history.period <= suspects.period
    where suspects.code = 'round_numbers'
)

select
    position, max(value) filter (place = 1) as value, list(value order by place desc) as figures, count(*) as reports
from compared
cross join rules
where place <= rules.round_number_reports
group by position, rules.round_number_reports
having count(*) = rules.round_number_reports and bool_and(is_round)
order by position
