-- The asked years each target speaks for: from the year after the target before it to its own, the last one for ever after;
-- a target without a year only where no other has one. Null: nothing is judged by it. So the status rule need not rank targets.
alter table target_years add column serves_from integer;
alter table target_years add column serves_to integer;

create temporary table served as
select
    plan_id, indicator_key, region_key, year,
    case when year is not null or last_year is null then coalesce(year_before + 1, 0) end as serves_from,
    case when year < last_year then year when year is not null or last_year is null then 9999 end as serves_to
from (
    select
        plan_id, indicator_key, region_key, year,
        lag(year) over (partition by plan_id, indicator_key, region_key order by year) as year_before,
        max(year) over (partition by plan_id, indicator_key, region_key) as last_year
    from target_years
) as neighbours;

update target_years
set serves_from = served.serves_from, serves_to = served.serves_to
from served
where served.plan_id = target_years.plan_id and served.indicator_key = target_years.indicator_key
    and served.region_key = target_years.region_key and served.year is not distinct from target_years.year;

drop table served;
