-- Grain: changed figure × rule of its own history that it may break; only for these is the history read.
create or replace temp table suspects as
with
steps as (
    select
        *,
        measure = 'flow' and year(neighbour) = year(period) as is_same_year,
        -- a flow begins the year at zero
        case when measure = 'flow' and year(neighbour) < year(period) then value else value - other_value end as step
    from neighbours
    where is_before and other_value is not null
),

-- nearly every step is usual, and seen to be so without its history: an amount moves on by less than half more than its pace
jumps as (
    select position, 'jump' as code
    from steps
    cross join rules
    where rules.jump_score > 0 and not (is_cumulative and step <= 0) and case
        when is_same_year then step / datediff('month', neighbour, period) > 1.5 * other_value / month(neighbour)
        when measure = 'flow' then step / month(period) > 1.5 * other_value / month(neighbour)
        when is_percent then abs(step) > 1
        else abs(step) > 0.01 * abs(other_value)
    end
),

still as (
    select steps.position, steps.indicator_key, steps.region_key, (steps.period - to_months(rules.unchanged_months::integer))::date as back
    from steps
    cross join rules
    join target_years
        on target_years.plan_id = $plan_id
        and target_years.indicator_key = steps.indicator_key and target_years.region_key = steps.region_key
        and year(steps.period) between target_years.serves_from and target_years.serves_to
    where rules.unchanged_months > 0 and steps.value = steps.other_value and target_years.has_task
        and (steps.measure = 'stock' or (steps.is_same_year and month(steps.period) > rules.unchanged_months))
        and case
            when steps.direction = 'higher' then steps.value < target_years.value
            when steps.measure = 'stock' then steps.value > target_years.value
            -- what must stay below a ceiling never reaches it: still of interest while there is something to count
            else steps.value > 0
        end
),

-- most of them have moved since the month that the rule looks back to
unmoved as (
    select still.position, 'unchanged' as code
    from still
    join differences using (position)
    left join (from actuals anti join staged using (indicator_key, region_key, period) where period in (select distinct back from still)) as before
        on before.indicator_key = still.indicator_key and before.region_key = still.region_key and before.period = still.back
    where before.value is null or before.value = differences.value
),

-- these two are looked at whatever the figure, where the plan asks for them
in_a_row as (
    select differences.position, asked.code
    from differences
    cross join rules
    join (values ('equals_target'), ('round_numbers')) as asked(code)
        on case asked.code when 'equals_target' then rules.equals_target_reports else rules.round_number_reports end > 0
    where differences.difference <> 'unchanged'
)

select differences.position, differences.indicator_key, differences.region_key, differences.period, differences.value, found.code
from (from jumps union all from unmoved union all from in_a_row) as found
join differences using (position)
