-- Grain: approved figure of the upload to undo that still stands. What stood before it (null = nothing did).
-- It stands when it was approved last, or when undoing later uploads has led back to it: an undo goes back to the revision
-- before the upload that it undid, which may itself be an undo. `approval` orders revisions as they came to stand.
create or replace temp table staged as
with recursive
mine as (
    select indicator_key, region_key, period, approval from revision_states where upload_id = $upload_id and approval is not null
),

history as materialized (
    select revision_states.*
    from revision_states
    semi join mine using (indicator_key, region_key, period)
    where approval is not null
),

ways_back as (
    select undoing.indicator_key, undoing.region_key, undoing.period, undoing.approval, max(history.approval) as back_to
    from (select * from history where undo_of is not null) as undoing
    join history as undone
        on undone.indicator_key = undoing.indicator_key
        and undone.region_key = undoing.region_key
        and undone.period = undoing.period
        and undone.upload_id = undoing.undo_of
    join history
        on history.indicator_key = undoing.indicator_key
        and history.region_key = undoing.region_key
        and history.period = undoing.period
        and history.approval < undone.approval
    group by undoing.indicator_key, undoing.region_key, undoing.period, undoing.approval
),

walk as (
    select indicator_key, region_key, period, max(approval) as approval
    from history
    group by indicator_key, region_key, period
    union all
    select walk.indicator_key, walk.region_key, walk.period, ways_back.back_to
    from walk
    join ways_back using (indicator_key, region_key, period, approval)
),

standing as materialized (
    select distinct indicator_key, region_key, period from walk semi join mine using (indicator_key, region_key, period, approval)
),

before as (
    select
        history.indicator_key, history.region_key, history.period,
        max_by(struct_pack(value := value, numerator := numerator, denominator := denominator), history.approval) as figure
    from history
    join mine
        on mine.indicator_key = history.indicator_key and mine.region_key = history.region_key and mine.period = history.period
    where history.approval < mine.approval
    group by history.indicator_key, history.region_key, history.period
)

select
    standing.indicator_key, standing.region_key, standing.period,
    before.figure.value as value, before.figure.numerator as numerator, before.figure.denominator as denominator,
    null::varchar as note
from standing
left join before using (indicator_key, region_key, period)
