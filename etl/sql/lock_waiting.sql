-- Grain: one row. How many reports of a month of a plan wait for a decision.
select
    (select count(*) from pending_actuals semi join (from indicators where plan_id = $plan_id) as mine using (indicator_key) where period = $period)
    + (select count(*) from pending_tasks where plan_id = $plan_id and period = $period)
    + (select count(*) from pending_projects where plan_id = $plan_id and period = $period) as waiting
