-- Grain: word by which people call the region that a plan is for: its name or another spelling.
with
root as (
    select regions.region_key, regions.name_zh
    from plans
    join regions on regions.plan_id = plans.plan_id and regions.region_id = plans.root_region_id
    where plans.plan_id = $plan_id
)

select name_zh as word from root
union
select region_aliases.alias from region_aliases join root using (region_key)
order by word
