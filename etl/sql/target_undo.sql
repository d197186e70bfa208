-- Grain: entry of an upload of targets that was not taken back. The upload that stands for it now: itself, or a later one.
with
mine as (
    select *, case when kind <> 'baseline' then year end as key_year from target_revisions where upload_id = $upload_id
),

standing as (
    select
        kind, indicator_key, region_key, case when kind <> 'baseline' then year end as key_year, quarter, max(upload_id) as upload_id
    from target_revisions
    anti join (select undo_of as upload_id from uploads where undo_of is not null) as undone using (upload_id)
    group by all
),

mine_standing as (
    select mine.*, standing.upload_id as standing_id
    from mine
    join standing
        on standing.kind = mine.kind and standing.indicator_key = mine.indicator_key and standing.region_key = mine.region_key
        and standing.key_year is not distinct from mine.key_year and standing.quarter is not distinct from mine.quarter
)

select
    indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en,
    mine_standing.year, mine_standing.quarter, mine_standing.value, mine_standing.standing_id as standing_upload_id, mine_standing.standing_id = $upload_id as is_standing
from mine_standing
join indicators using (indicator_key)
join regions using (region_key)
order by indicators.position, regions.position, mine_standing.year, mine_standing.quarter
