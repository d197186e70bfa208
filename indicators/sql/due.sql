-- Grain: indicator × region × asked month for which a report is due. Who reports it, and by when. THE rule of what is owed.
-- uses: reporting_days
with
-- the plan asks for nothing there in that year
idle as (
    select indicator_key, region_key, year from target_years where plan_id = $plan_id and not has_task
)

select
    duties.indicator_key, duties.region_key, duties.department_id, reporting_days.period, reporting_days.due_on
from duties
join indicators on indicators.indicator_key = duties.indicator_key
join reporting_days
    on year(reporting_days.period) between duties.first_year and duties.last_year
    and month(reporting_days.period) % (case indicators.frequency when 'monthly' then 1 when 'quarterly' then 3 else 12 end) = 0
anti join idle
    on idle.indicator_key = duties.indicator_key and idle.region_key = duties.region_key and idle.year = year(reporting_days.period)
where duties.plan_id = $plan_id
