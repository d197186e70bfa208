-- Grain: indicator × region × month of the asked year, up to the asked month, or last month of a year before it, on which what was missed
-- is judged, whose standing figure came with an explanation: a note on the figure, else the justification of the whole upload.
with
standing as (
    select actuals.indicator_key, actuals.region_key, actuals.period, actuals.upload_id
    from actuals
    semi join (from indicators where plan_id = $plan_id) as wanted using (indicator_key)
    where actuals.period <= $period::date and (year(actuals.period) = year($period::date) or month(actuals.period) = 12)
        and actuals.value is not null
)

select
    standing.indicator_key, standing.region_key, standing.period,
    regions.name_zh as region_zh, regions.name_en as region_en,
    revisions.note, uploads.justification
from standing
join revisions
    on revisions.indicator_key = standing.indicator_key and revisions.region_key = standing.region_key
    and revisions.period = standing.period and revisions.upload_id = standing.upload_id
join uploads on uploads.upload_id = standing.upload_id
join regions on regions.region_key = standing.region_key
where coalesce(revisions.note, uploads.justification, '') <> ''
order by regions.position, standing.indicator_key, standing.period
