-- Grain: figure that one upload reported. What had been reported before it, what was decided on it, and whether it still stands.
with
mine as (
    select revision_states.*, reviews.reason, reviews.username as reviewer, reviews.reviewed_at
    from (select * from revision_states where upload_id = $upload_id) as revision_states
    left join reviews using (review_id)
),

around as (
    select
        revision_states.indicator_key, revision_states.region_key, revision_states.period,
        max_by(struct_pack(value := value, numerator := numerator, denominator := denominator), revision_states.upload_id)
            filter (revision_states.upload_id < $upload_id and state in ('submitted', 'approved')) as old
    from revision_states
    semi join mine using (indicator_key, region_key, period)
    group by revision_states.indicator_key, revision_states.region_key, revision_states.period
)

select
    mine.indicator_key, mine.region_key,
    indicators.indicator_id, indicators.name_zh as indicator_zh, indicators.name_en as indicator_en,
    regions.region_id, regions.name_zh as region_zh, regions.name_en as region_en,
    mine.period, indicators.unit_zh, indicators.unit_en, indicators.decimals,
    around.old.value as old_value, mine.value,
    around.old.numerator as old_numerator, mine.numerator, around.old.denominator as old_denominator, mine.denominator,
    mine.note, mine.state, mine.state as verdict, mine.reason, coalesce(accounts.display_name, mine.reviewer) as reviewer, mine.reviewed_at,
    actuals.upload_id is not null as is_standing
from mine
join around using (indicator_key, region_key, period)
join indicators using (indicator_key)
join regions using (region_key)
left join accounts on accounts.username = mine.reviewer
left join actuals
    on actuals.indicator_key = mine.indicator_key and actuals.region_key = mine.region_key and actuals.period = mine.period
    and actuals.upload_id = $upload_id
order by regions.position, indicators.position, mine.period
