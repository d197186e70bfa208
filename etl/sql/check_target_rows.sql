-- Grain: row of the file that enters something. Every rule that one row can break by itself: its code and the field it speaks of.
create or replace temp table checked_targets as
select
    *,
    concat_ws(
        ',',
        case when indicator_key is null then 'unknown_indicator indicator' end,
        case when region_key is null then 'unknown_region region' end,
        -- a plan may leave the year open; then so may the entry
        case when year is null and (has_year or not (kind = 'target' and is_printed is not null)) then 'bad_year year' end,
        case when kind = 'target' and year not between $first_year and $last_year or year > $last_year then 'year_outside_plan year' end,
        case when has_quarter and quarter is null then 'bad_quarter quarter' end,
        case when has_comparator and not is_comparator then 'bad_comparator comparator' end,
        case when has_basis and not is_basis then 'bad_basis basis' end,
        case when value_state = 'bad' or (value_state in ('not_applicable') and kind <> 'target') then 'bad_number target' end,
        case when value_state = 'ambiguous' then 'ambiguous_number target' end,
        case when value_state = 'unit' then 'unit_mismatch target' end,
        case when value_state = 'too_big' then 'value_too_big target' end,
        case when not unit_fits then 'unit_mismatch unit' end,
        case when has_percent_sign and not is_percent then 'unit_mismatch target' end,
        case when value < 0 and not is_change then 'negative target' end,
        case when kind = 'target' and is_printed then 'printed_target target' end,
        case when kind = 'target' and basis = 'allocated' and not coalesce(is_printed, false) and parent_key is null
            and indicator_key is not null and region_key is not null and (year is not null or not has_year) then 'no_target_above region' end,
        case when kind = 'baseline' and indicator_key is not null and region_key is not null and not is_change then 'no_change_target indicator' end,
        case when kind = 'baseline' and printed_baseline is not null then 'printed_baseline target' end,
        case when kind = 'baseline' and value = 0 then 'zero_baseline target' end,
        case when kind = 'start' and measure = 'flow' then 'start_of_flow indicator' end,
        case when kind = 'start' and printed_start is not null then 'printed_start target' end,
        case when document_number is null and basis <> 'allocated' and value_state <> 'withdrawn' and not coalesce(is_printed, false)
            and indicator_key is not null and region_key is not null and not (has_year and year is null) then 'missing_document document_number' end
    ) as errors,
    case when kind = 'target' and is_percent and value > 100 then 'above_hundred target' else '' end as warnings
from target_entries
