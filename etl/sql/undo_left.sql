-- Grain: figure of the upload to undo on which a later upload stands, and that later upload.
with
history as (
    select revisions.indicator_key, revisions.region_key, revisions.period, max(revisions.upload_id) as standing_upload_id
    from revisions
    semi join (from revisions where upload_id = $upload_id) as mine using (indicator_key, region_key, period)
    group by revisions.indicator_key, revisions.region_key, revisions.period
)

select
    indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en, history.period, history.standing_upload_id
from history
join indicators using (indicator_key)
join regions using (region_key)
where history.standing_upload_id <> $upload_id
order by regions.position, indicators.position, history.period
