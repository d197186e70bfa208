-- Grain: region of the plan, with its parent and every spelling that is understood.
with
spellings as (
    select region_key, string_agg(alias, ';' order by rowid) as aliases
    from region_aliases
    group by region_key
)

select
    regions.plan_id, regions.region_id, regions.name_zh, regions.name_en,
    parents.region_id as parent_id, parents.name_zh as parent_zh, parents.name_en as parent_en,
    regions.level, regions.kind, regions.code, spellings.aliases,
    regions.note_zh as note, regions.note_en,
    (select kind = 'trial' from database_info) as is_simulated
from regions
left join regions as parents on parents.region_key = regions.parent_key
left join spellings on spellings.region_key = regions.region_key
where regions.plan_id = $plan_id
    and ($region_ids is null or list_contains($region_ids, regions.region_id))
order by regions.position
