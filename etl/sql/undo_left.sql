-- Grain: approved figure of the upload to undo that is not staged, because a later one stands on it; and the upload of that one.
with
lost as materialized (
    select mine.indicator_key, mine.region_key, mine.period
    from (select * from revision_states where upload_id = $upload_id and approval is not null) as mine
    anti join staged using (indicator_key, region_key, period)
),

left_alone as (
    select
        revision_states.indicator_key, revision_states.region_key, revision_states.period,
        max_by(revision_states.upload_id, revision_states.approval) as standing_upload_id
    from revision_states
    semi join lost using (indicator_key, region_key, period)
    where approval is not null
    group by revision_states.indicator_key, revision_states.region_key, revision_states.period
)

select
    indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en, left_alone.period, left_alone.standing_upload_id
from left_alone
join indicators using (indicator_key)
join regions using (region_key)
order by regions.position, indicators.position, left_alone.period
