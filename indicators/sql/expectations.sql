-- Grain: indicator × region × asked period. What is expected by the month that is judged (序时进度), and whether the target holds.
-- uses: judged_inputs
with
months as (
    select
        *,
        -- a quarterly or annual figure is held against the month it speaks of
        coalesce(month(due_period), month(reported_period), judged_month) as line_month,
        coalesce(q1, q2, q3, q4) is not null as has_quarters,
        case when measure = 'flow' then 0 else start end as line_start
    from judged_inputs
),

-- the corners of the line on either side of the month: its start, the stated quarters, the year's end
corners as (
    select
        *,
        case
            when line_month >= 12 and coalesce(q4, value) is not null then 12
            when line_month >= 9 and q3 is not null then 9
            when line_month >= 6 and q2 is not null then 6
            when line_month >= 3 and q1 is not null then 3
            else 0
        end as left_month,
        case
            when line_month <= 3 and q1 is not null then 3
            when line_month <= 6 and q2 is not null then 6
            when line_month <= 9 and q3 is not null then 9
            when coalesce(q4, value) is not null and due_month = 12 then 12
        end as right_month
    from months
),

corner_values as (
    select
        *,
        case left_month when 12 then coalesce(q4, value) when 9 then q3 when 6 then q2 when 3 then q1 else line_start end as left_value,
        case right_month when 3 then q1 when 6 then q2 when 9 then q3 when 12 then coalesce(q4, value) end as right_value
    from corners
),

lines as (
    select
        *,
        case
            when value is null then null
            when basis in ('maintain', 'standing') then value
            when has_quarters and right_month is null then value
            when has_quarters and left_month = line_month then left_value
            when has_quarters then left_value + (right_value - left_value) * (line_month - left_month) / (right_month - left_month)
            when measure = 'flow' then value * line_month / 12
            when start is not null then start + (value - start) * line_month / 12
            when line_month = 12 then value
        end as line
    from corner_values
)

select
    *,
    -- who starts beyond the target already is not asked for more than the target
    round(
        case
            when line is null or measure = 'flow' then line
            when direction = 'higher' then least(line, value)
            else greatest(line, value)
        end,
        6
    ) as expected,
    case
        when comparator = '>' then done > value
        when comparator = '<' then done < value
        when comparator = '>=' then done >= value
        when comparator = '<=' then done <= value
        when direction = 'higher' then done >= value
        else done <= value
    end as holds,
    coalesce(is_own, false) or k_expected is null or coalesce(k, 0) >= k_expected as is_complete
from lines
