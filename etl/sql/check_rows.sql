-- Grain: row of the file that holds a figure. Every rule that one row can break by itself: its code and the field it speaks of, comma-separated.
create or replace temp table checked_rows as
with
filled as (
    select * from candidates
    where not (value_state in ('not_reported', 'not_applicable')
        and numerator_state in ('not_reported', 'not_applicable')
        and denominator_state in ('not_reported', 'not_applicable'))
),

-- a figure that measures a change may fall below zero, an amount may not
changes as (
    select distinct indicator_key from target_years where plan_id = $plan_id and basis = 'change_vs_baseline'
),

-- 0.62 where the target is 85 %: probably the fraction behind 62 %
fractions as (
    select distinct small.position
    from (select * from filled where value > 0 and value <= 1 and not value_has_percent_sign) as small
    join indicators on indicators.indicator_key = small.indicator_key and indicators.is_percent
    join target_years
        on target_years.indicator_key = small.indicator_key
        and target_years.region_key = small.region_key
        and target_years.year = year(small.period)
        and target_years.value > 5
),

known as (
    select
        filled.*,
        indicators.is_percent, indicators.frequency, indicators.has_parts, indicators.decimals, indicator_units.units,
        indicators.measure in ('flow', 'stock') and changes.indicator_key is null as is_amount,
        indicators.region_rollup = 'ratio' and regions.parent_key is not null as is_summed_up,
        reportable.is_owed, reportable.is_mine,
        fractions.position is not null as is_fraction,
        case
            when indicators.has_parts and filled.numerator_state = 'number' and filled.denominator_state = 'number'
                then try_cast(filled.numerator::decimal(38, 4) * 100 / nullif(filled.denominator, 0) as decimal(18, 4))
        end as parts_value
    from filled
    left join indicators on indicators.indicator_key = filled.indicator_key
    left join indicator_units on indicator_units.indicator_key = filled.indicator_key
    left join regions on regions.region_key = filled.region_key
    left join changes on changes.indicator_key = filled.indicator_key
    left join reportable on reportable.indicator_key = filled.indicator_key and reportable.region_key = filled.region_key
    left join fractions on fractions.position = filled.position
),

ruled as (
    select
        *,
        concat_ws(
            ',',
            case when indicator_key is null then 'unknown_indicator indicator' end,
            case when region_key is null then 'unknown_region region' end,
            case when period is null then 'bad_period period' end,
            case when period_span > 1 and frequency = 'monthly' or (period_span = 3 and frequency = 'annual' and month(period) < 12) then 'period_too_long period' end,
            case when period <> $period then 'period_mismatch period' end,
            case when year(period) not between $first_year and $last_year then 'period_outside_plan period' end,
            case when period > $this_month then 'period_in_future period' end,
            case when region_key is not null and $region_keys is not null and not list_contains($region_keys, region_key) then 'region_mismatch region' end,
            case when indicator_key is not null and region_key is not null and is_owed is null then 'no_duty region' end,
            case when not is_mine then 'not_yours region' end,
            case when value_state = 'bad' then 'bad_number value' end,
            case when numerator_state = 'bad' or numerator_has_percent_sign then 'bad_number numerator' end,
            case when denominator_state = 'bad' or denominator_has_percent_sign then 'bad_number denominator' end,
            case when value_state = 'ambiguous' then 'ambiguous_number value' end,
            case when numerator_state = 'ambiguous' then 'ambiguous_number numerator' end,
            case when denominator_state = 'ambiguous' then 'ambiguous_number denominator' end,
            case when value_state = 'too_big' then 'value_too_big value' end,
            case when numerator_state = 'too_big' then 'value_too_big numerator' end,
            case when denominator_state = 'too_big' then 'value_too_big denominator' end,
            case when unit <> '' and not list_contains(units, unit) then 'unit_mismatch unit' end,
            case when value_state = 'unit' then 'unit_mismatch value' end,
            case when value_has_percent_sign and not is_percent then 'unit_mismatch value' end,
            case when value < 0 and is_amount then 'negative value' end,
            case when numerator < 0 then 'negative numerator' end,
            case when denominator < 0 then 'negative denominator' end,
            case when denominator = 0 and numerator_state = 'number' then 'zero_denominator denominator' end,
            case when numerator > denominator and denominator > 0 and is_percent and has_parts then 'numerator_above_denominator numerator' end,
            case when has_parts and numerator_state = 'number' and denominator_state in ('not_reported', 'not_applicable') then 'half_parts denominator' end,
            case when has_parts and denominator_state = 'number' and numerator_state in ('not_reported', 'not_applicable') then 'half_parts numerator' end,
            case when not has_parts and numerator_state = 'number' then 'unwanted_parts numerator' end,
            case when not has_parts and denominator_state = 'number' then 'unwanted_parts denominator' end,
            -- rounded as the indicator is shown, plus what storing four decimals may move
            case when abs(value - parts_value) > 0.5 * pow(10, -decimals) + 0.0001 then 'parts_disagree value' end
        ) as errors,
        concat_ws(
            ',',
            case when has_parts and is_summed_up and value_state = 'number' and numerator_state = 'not_reported' and denominator_state = 'not_reported' then 'missing_parts numerator' end,
            case when $above_hundred and is_percent and coalesce(parts_value, value) > 100 then 'above_hundred value' end,
            case when is_fraction and parts_value is null then 'looks_like_fraction value' end
        ) as warnings
    from known
)

select
    position, indicator_key, region_key, period, numerator, denominator, parts_value, note,
    coalesce(parts_value, value) as value, errors, warnings
from ruled
