-- Grain: asked month. The day its reports are due: that day of the month after which the plan names, as far as that month has it.
select
    months.period,
    (least(last_day(months.period + interval 1 month), months.period + interval 1 month + to_days(plans.due_day - 1)))::date as due_on
from (select unnest($periods::date[]) as period) as months
join plans on plans.plan_id = $plan_id
