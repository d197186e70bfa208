-- Grain: figure of the upload to undo that still stands. What stood before it (null = nothing did).
-- It stands when it is the newest, or when undoing later uploads has led back to it: an undo goes back to the revision
-- before the upload that it undid, which may itself be an undo.
create or replace temp table staged as
with recursive
mine as (
    select indicator_key, region_key, period from revisions where upload_id = $upload_id
),

history as materialized (
    select revisions.*, uploads.undo_of
    from revisions
    join uploads on uploads.upload_id = revisions.upload_id
    semi join mine
        on mine.indicator_key = revisions.indicator_key and mine.region_key = revisions.region_key and mine.period = revisions.period
),

ways_back as (
    select undoing.indicator_key, undoing.region_key, undoing.period, undoing.upload_id, max(history.upload_id) as back_to
    from (select * from history where undo_of is not null) as undoing
    join history
        on history.indicator_key = undoing.indicator_key
        and history.region_key = undoing.region_key
        and history.period = undoing.period
        and history.upload_id < undoing.undo_of
    group by undoing.indicator_key, undoing.region_key, undoing.period, undoing.upload_id
),

walk as (
    select indicator_key, region_key, period, max(upload_id) as upload_id
    from history
    group by indicator_key, region_key, period
    union all
    select walk.indicator_key, walk.region_key, walk.period, ways_back.back_to
    from walk
    join ways_back using (indicator_key, region_key, period, upload_id)
),

standing as materialized (
    select distinct indicator_key, region_key, period from walk where upload_id = $upload_id
),

before as (
    select
        indicator_key, region_key, period,
        max_by(struct_pack(value := value, numerator := numerator, denominator := denominator), upload_id) as figure
    from history
    where upload_id < $upload_id
    group by indicator_key, region_key, period
)

select
    standing.indicator_key, standing.region_key, standing.period,
    before.figure.value as value, before.figure.numerator as numerator, before.figure.denominator as denominator,
    null::varchar as note
from standing
left join before using (indicator_key, region_key, period)
