-- Grain: touched indicator × region × month of one level. Children as they stand (own report before roll-up), by the indicator's rule.
insert into rollups by name
with
here as (
    select * from touched where level = $level
),

-- who can speak at this level: the regions themselves, and those of their children that have none
speakers as (
    select region_key from here
    union
    select regions.region_key from regions semi join here on here.region_key = regions.parent_key where regions.is_leaf
),

spoken as (
    select indicator_key, region_key, period, value, numerator, denominator
    from actuals
    where region_key in (select region_key from speakers) and period between (select min(period) from here) and (select max(period) from here)
        and indicator_key in (select indicator_key from here)
),

children as (
    select spoken.*, 1 as k
    from spoken
    semi join (select region_key from regions where is_leaf) as leaves using (region_key)
    union all
    select
        indicator_key, region_key, period,
        coalesce(own_value, value),
        case when own_value is null then numerator else own_numerator end,
        case when own_value is null then denominator else own_denominator end,
        greatest(k, case when own_value is null then 0 else 1 end)
    from rollups
    where period between (select min(period) from here) and (select max(period) from here)
        and indicator_key in (select indicator_key from here)
),

rolled as (
    select
        here.indicator_key, here.region_key, here.period,
        sum(children.value) as total, sum(children.numerator) as numerator, sum(children.denominator) as denominator, sum(children.k) as k
    from here
    join regions on regions.parent_key = here.region_key
    join children
        on children.region_key = regions.region_key
        and children.indicator_key = here.indicator_key
        and children.period = here.period
    group by here.indicator_key, here.region_key, here.period
),

figures as (
    select
        here.indicator_key, here.region_key, here.period,
        case indicators.region_rollup
            when 'sum' then rolled.total
            when 'ratio' then rolled.numerator * 100 / nullif(rolled.denominator, 0)
        end as value,
        case when indicators.region_rollup <> 'none' then rolled.numerator end as numerator,
        case when indicators.region_rollup <> 'none' then rolled.denominator end as denominator,
        case when indicators.region_rollup <> 'none' then coalesce(rolled.k, 0) else 0 end as k,
        spoken.value as own_value, spoken.numerator as own_numerator, spoken.denominator as own_denominator
    from here
    join indicators on indicators.indicator_key = here.indicator_key
    left join rolled
        on rolled.indicator_key = here.indicator_key and rolled.region_key = here.region_key and rolled.period = here.period
    left join spoken
        on spoken.indicator_key = here.indicator_key and spoken.region_key = here.region_key and spoken.period = here.period
)

select * from figures
where value is not null or own_value is not null
order by region_key, period, indicator_key
