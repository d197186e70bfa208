-- Grain: month of a plan in which reports wait for a decision. How many.
with
waiting as (
    select period from pending_actuals semi join (from indicators where plan_id = $plan_id) as mine using (indicator_key)
    union all
    select period from pending_tasks where plan_id = $plan_id
    union all
    select period from pending_projects where plan_id = $plan_id
)

select period, count(*) as waiting from waiting group by period order by period
