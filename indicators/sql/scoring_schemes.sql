-- Grain: scheme by which the plan's pack ranks regions, with the places of the document that order it as one text.
select
    scoring_schemes.*,
    (
        select string_agg(concat_ws(' ', sources.section_zh, sources.place_zh), '；' order by sources.source_id)
        from sources
        where sources.plan_id = $plan_id and list_contains(scoring_schemes.source_ids, sources.source_id)
    ) as sources_zh,
    (
        select string_agg(concat_ws(' ', sources.section_en, sources.place_en), '; ' order by sources.source_id)
        from sources
        where sources.plan_id = $plan_id and list_contains(scoring_schemes.source_ids, sources.source_id)
    ) as sources_en
from scoring_schemes
where scoring_schemes.plan_id = $plan_id
order by scoring_schemes.position
