-- Grain: indicator × region × month. The figure that counted at the moment; what waited then stands before it where that is asked for.
with
standing as (
    select *
    from (
        select *, row_number() over (partition by indicator_key, region_key, period order by review_id desc) as place
        from past_reports
        where state = 'approved'
    ) as approved
    where place = 1
),

counted as (
    select * from past_pending
    union all
    select * from standing anti join past_pending using (indicator_key, region_key, period)
)

select indicator_key, region_key, period, value, numerator, denominator, upload_id
from counted
where value is not null
order by year(period), indicator_key, region_key, period
