-- Grain: plan "scale": one province-shaped plan, its tree, its indicators of every kind.
insert into plans by name
select
    'scale' as plan_id, 1 as position, 'scale' as name_zh, 'scale' as name_en, 'scale' as short_zh, 'scale' as short_en,
    2017 as first_year, 2016 + $years as last_year, 'region-1' as root_region_id, 10 as due_day, 30 as behind_pp,
    '' as pack_sha256, now()::timestamp as loaded_at;

insert into programmes by name
select 'scale' as plan_id, 'p' || number as programme_id, number as position, 'p' || number as name_zh, 'p' || number as name_en
from range(11) as numbers (number);

insert into departments values ('scale', 'd0', 'd0', 'd0');

insert into regions by name
select
    region_key, 'scale' as plan_id, 'region-' || region_key as region_id, parent_key, region_key as position, level, is_leaf,
    'town' as kind, 'region ' || region_key as name_zh, 'region ' || region_key as name_en
from tree;

insert into region_closure
with recursive
paths as (
    select region_key as ancestor_key, region_key as descendant_key, 0 as depth from tree
    union all
    select tree.parent_key, paths.descendant_key, paths.depth + 1
    from paths
    join tree on tree.region_key = paths.ancestor_key
    where tree.parent_key is not null
)

select * from paths order by ancestor_key, descendant_key;

-- of ten indicators: five flows up, one down, one stock, two rates with their parts, one level that does not aggregate
insert into indicators by name
select
    number as indicator_key, 'scale' as plan_id, 'indicator-' || number as indicator_id, 'p' || number % 11 as programme_id,
    number as position, 'indicator ' || number as name_zh, 'indicator ' || number as name_en, '个' as unit_zh, '' as unit_en,
    case when number % 10 < 6 then 'flow' when number % 10 = 6 then 'stock' when number % 10 < 9 then 'rate' else 'level' end as measure,
    case when number % 10 = 5 then 'lower' else 'higher' end as direction,
    case when number % 10 < 7 then 'sum' when number % 10 < 9 then 'ratio' else 'none' end as region_rollup,
    'monthly' as frequency, case when number <= 5 then number end as headline, 2 as decimals, 'd0' as lead_department_id,
    number % 10 in (7, 8) as is_percent, number % 10 in (7, 8) as has_parts
from range(1, 1 + $indicators) as numbers (number)
