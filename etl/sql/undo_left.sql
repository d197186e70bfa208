-- Grain: figure of the upload to undo that is not staged, because a later upload stands on it; and that later upload.
with
lost as materialized (
    select mine.indicator_key, mine.region_key, mine.period
    from (select * from revisions where upload_id = $upload_id) as mine
    anti join staged using (indicator_key, region_key, period)
),

left_alone as (
    select revisions.indicator_key, revisions.region_key, revisions.period, max(revisions.upload_id) as standing_upload_id
    from revisions
    semi join lost
        on lost.indicator_key = revisions.indicator_key and lost.region_key = revisions.region_key and lost.period = revisions.period
    group by revisions.indicator_key, revisions.region_key, revisions.period
)

select
    indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en, left_alone.period, left_alone.standing_upload_id
from left_alone
join indicators using (indicator_key)
join regions using (region_key)
order by regions.position, indicators.position, left_alone.period
