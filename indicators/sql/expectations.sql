-- Grain: indicator × region × asked period. What is expected by the month that is judged (序时进度), and whether the target holds.
-- uses: judged_inputs
with
months as (
    select
        *,
        -- a figure is held against the month it speaks of, a missing one against the month it should have come for
        coalesce(greatest(month(due_period), month(reported_period)), month(judged_period)) as line_month
    from judged_inputs
),

-- the corners of the line on either side of the month: where the year began, the stated quarters, the year's end
corners as (
    select
        * exclude (q1, q2, q3, q4),
        case
            when line_month >= 12 and due_month = 12 then 12
            when line_month >= 9 and q3 is not null then 9
            when line_month >= 6 and q2 is not null then 6
            when line_month >= 3 and q1 is not null then 3
            else 0
        end as left_month,
        case
            when line_month >= 12 and due_month = 12 then coalesce(q4, value)
            when line_month >= 9 and q3 is not null then q3
            when line_month >= 6 and q2 is not null then q2
            when line_month >= 3 and q1 is not null then q1
            when measure = 'flow' then 0
            else start
        end as left_value,
        case
            when line_month <= 3 and q1 is not null then 3
            when line_month <= 6 and q2 is not null then 6
            when line_month <= 9 and q3 is not null then 9
            when due_month = 12 then 12
        end as right_month,
        case
            when line_month <= 3 and q1 is not null then q1
            when line_month <= 6 and q2 is not null then q2
            when line_month <= 9 and q3 is not null then q3
            when due_month = 12 then coalesce(q4, value)
        end as right_value
    from months
),

lines as (
    select
        * exclude (left_month, left_value, right_month, right_value),
        case
            -- a later year's target asks for nothing yet; one without a year only when it is to be kept
            when year > year(period) or (year is null and basis <> 'maintain') then null
            when basis in ('maintain', 'standing') then value
            when right_month is null or left_month = line_month then left_value
            else left_value + (right_value - left_value) * (line_month - left_month) / (right_month - left_month)
        end as line
    from corners
)

select
    * exclude (line),
    -- who starts beyond the target already is not asked for more than the target
    case
        when line is null or measure = 'flow' then line
        when direction = 'higher' then least(line, value)
        else greatest(line, value)
    end as expected,
    case
        when comparator = '>' then done > value
        when comparator = '<' then done < value
        when comparator = '>=' then done >= value
        when comparator = '<=' then done <= value
        when direction = 'higher' then done >= value
        else done <= value
    end as holds
from lines
