-- How regions are ranked, and the shapes they are drawn with, as the plan's pack states them.
create table scoring_schemes (
    plan_id varchar not null, scheme_id varchar not null, position integer not null, kind varchar not null, name_zh varchar not null,
    name_en varchar not null, full_points decimal(18,4), step_points decimal(18,4), based_on_scheme_id varchar, unreported varchar,
    programme_ids varchar[] not null, indicator_keys integer[] not null, weight_keys integer[] not null, weights decimal(18,4)[] not null,
    frequency varchar, fact_indicator_key integer, fact_task_ids varchar[] not null, source_ids varchar[] not null,
    note_zh varchar, note_en varchar
);
create table region_shapes (plan_id varchar not null, region_key integer not null, geometry varchar not null);   -- a GeoJSON geometry
