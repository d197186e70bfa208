-- Grain: region of a plan, in the order of its pack.
select * from regions where plan_id = $plan_id order by position
