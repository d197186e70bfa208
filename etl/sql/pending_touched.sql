-- Grain: touched indicator × non-leaf region × month below which, or in which, something waits for a decision.
create or replace temp table touched as
with
waiting as (
    select distinct pending_actuals.indicator_key, region_closure.ancestor_key as region_key, pending_actuals.period
    from pending_actuals
    join region_closure on region_closure.descendant_key = pending_actuals.region_key
    where pending_actuals.indicator_key in (select indicator_key from touched)
        and pending_actuals.period between (select min(period) from touched) and (select max(period) from touched)
)

select touched.* from touched semi join waiting using (indicator_key, region_key, period)
