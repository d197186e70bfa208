-- Grain: figure that one upload wrote. What stood before it, and whether it still stands (then it is in `staged`).
with
mine as (
    select * from revisions where upload_id = $upload_id
),

history as (
    select revisions.* from revisions semi join mine using (indicator_key, region_key, period)
),

around as (
    select
        indicator_key, region_key, period,
        max_by(struct_pack(value := value, numerator := numerator, denominator := denominator), upload_id)
            filter (upload_id < $upload_id) as old
    from history
    group by indicator_key, region_key, period
)

select
    indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en,
    mine.period, indicators.unit_zh, indicators.unit_en, indicators.decimals,
    around.old.value as old_value, mine.value,
    around.old.numerator as old_numerator, mine.numerator, around.old.denominator as old_denominator, mine.denominator,
    mine.note, staged.region_key is not null as is_standing
from mine
join around using (indicator_key, region_key, period)
left join staged using (indicator_key, region_key, period)
join indicators using (indicator_key)
join regions using (region_key)
order by regions.position, indicators.position, mine.period
