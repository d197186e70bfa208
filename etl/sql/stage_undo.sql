-- Grain: figure of the upload to undo. Its previous value (null = none before), unless a later upload stands on it.
create or replace temp table staged as
with
mine as (
    select indicator_key, region_key, period from revisions where upload_id = $upload_id
),

history as (
    select revisions.* from revisions semi join mine using (indicator_key, region_key, period)
),

newest as (
    select indicator_key, region_key, period, max(upload_id) as upload_id
    from history
    group by indicator_key, region_key, period
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
    newest.indicator_key, newest.region_key, newest.period,
    before.figure.value as value, before.figure.numerator as numerator, before.figure.denominator as denominator,
    null::varchar as note
from newest
left join before using (indicator_key, region_key, period)
where newest.upload_id = $upload_id
