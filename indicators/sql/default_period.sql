-- Grain: one row. The month shown when nobody chose one: the latest with a figure of the plan, else the plan's last.
select coalesce(
    (
        select actuals.period
        from actuals
        semi join (select indicator_key from indicators where plan_id = $plan_id) as wanted using (indicator_key)
        order by actuals.period desc   -- stops at the newest, where a maximum would read every figure
        limit 1
    ),
    make_date((select last_year from plans where plan_id = $plan_id), 12, 1)
) as period
