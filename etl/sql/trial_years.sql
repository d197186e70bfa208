-- Grain: one plan. Its years.
select first_year, last_year from plans where plan_id = $plan_id
