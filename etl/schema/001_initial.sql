-- The first schema. Plan rows are replaced when a pack is loaded; facts and audit are append-only.
-- No keys or indexes on facts: uniqueness is checked where rows are written, and index pages are what corrupts first.

create table database_info (kind varchar not null, created_at timestamp not null);   -- kind: trial | real, for ever

-- ---------------------------------------------------------------- plan packs
create table plans (
    plan_id varchar primary key, position integer not null, name_zh varchar not null, name_en varchar not null,
    short_zh varchar not null, short_en varchar not null, first_year integer not null, last_year integer not null,
    issued_on date, root_region_id varchar not null, due_day integer not null, behind_pp decimal(18,4) not null,
    note_zh varchar, note_en varchar, pack_sha256 varchar not null, loaded_at timestamp not null
);
create table programmes (
    plan_id varchar not null, programme_id varchar not null, position integer not null, name_zh varchar not null,
    name_en varchar not null, lead_department_id varchar, note_zh varchar, note_en varchar
);
create table departments (plan_id varchar not null, department_id varchar not null, name_zh varchar not null, name_en varchar not null);
create table department_aliases (plan_id varchar not null, department_id varchar not null, alias varchar not null);
create table regions (
    region_key integer not null, plan_id varchar not null, region_id varchar not null, parent_key integer, position integer not null,
    level integer not null, is_leaf boolean not null, kind varchar not null, name_zh varchar not null, name_en varchar not null, code varchar, grid_row integer, grid_column integer,
    note_zh varchar, note_en varchar
);
create table region_aliases (region_key integer not null, alias varchar not null);
create table region_closure (ancestor_key integer not null, descendant_key integer not null, depth integer not null);
create table indicators (
    indicator_key integer not null, plan_id varchar not null, indicator_id varchar not null, programme_id varchar not null,
    position integer not null, name_zh varchar not null, name_en varchar not null, unit_zh varchar not null, unit_en varchar not null,
    measure varchar not null, direction varchar not null, region_rollup varchar not null, frequency varchar not null,
    headline integer, decimals integer not null, numerator_zh varchar, numerator_en varchar, denominator_zh varchar,
    denominator_en varchar, lead_department_id varchar, accumulates_key integer, definition_zh varchar, definition_en varchar, note_zh varchar, note_en varchar,
    is_percent boolean not null, has_parts boolean not null
);
create table sources (
    plan_id varchar not null, source_id varchar not null, document varchar not null, section_zh varchar, section_en varchar,
    place_zh varchar, place_en varchar
);
create table targets (
    plan_id varchar not null, indicator_key integer not null, region_key integer not null, year integer, quarter integer,
    comparator varchar, value decimal(18,4), no_task boolean not null, basis varchar not null, baseline_year integer,
    baseline_value decimal(18,4), wording_zh varchar, lead_department_id varchar, source_ids varchar[] not null,
    origin varchar not null, note_zh varchar, note_en varchar   -- origin: pack | entered | simulated
);
create table starting_values (
    plan_id varchar not null, indicator_key integer not null, region_key integer not null, year integer not null,
    value decimal(18,4) not null, source_ids varchar[] not null, origin varchar not null, note_zh varchar, note_en varchar
);
create table attributes (
    plan_id varchar not null, attribute_id varchar not null, programme_id varchar, region_key integer, name_zh varchar not null,
    name_en varchar not null, value varchar not null, unit_zh varchar, unit_en varchar, year integer, source_ids varchar[] not null,
    note_zh varchar, note_en varchar
);
create table tasks (
    plan_id varchar not null, task_id varchar not null, programme_id varchar not null, position integer not null, annex_row varchar,
    title_zh varchar not null, title_en varchar not null, years integer[] not null, year_marks varchar, deadline date,
    repeats varchar not null, region_key integer not null, lead_department_ids varchar[] not null, lead_region_keys integer[] not null,
    partner_department_ids varchar[] not null, partner_region_keys integer[] not null, indicator_keys integer[] not null,
    source_ids varchar[] not null, note_zh varchar, note_en varchar
);
create table projects (
    plan_id varchar not null, project_id varchar not null, programme_id varchar not null, position integer not null, list varchar,
    name_zh varchar not null, name_en varchar, measure_zh varchar, measure_en varchar, industry_zh varchar, industry_en varchar,
    region_key integer not null, deadline date, investment_wan decimal(18,4), investment_year integer, investment_year_wan decimal(18,4),
    lead_department_ids varchar[] not null, lead_region_keys integer[] not null, indicator_keys integer[] not null,
    source_ids varchar[] not null, note_zh varchar, note_en varchar
);
create table conflicts (
    plan_id varchar not null, conflict_id varchar not null, position integer not null, class varchar not null, severity varchar not null,
    title_zh varchar not null, title_en varchar not null, claim_a_zh varchar, claim_a_en varchar, source_a varchar[] not null,
    claim_b_zh varchar, claim_b_en varchar, source_b varchar[] not null, reading_zh varchar, reading_en varchar, reason_zh varchar, reason_en varchar,
    indicator_keys integer[] not null, task_ids varchar[] not null, project_ids varchar[] not null
);

-- ---------------------------------------------------------------- derived from targets, rebuilt with them
-- one row per indicator × region × year with its quarters beside it: what the status rule reads. serves_from and serves_to are
-- the asked years it is judged in, so that the rule need not rank targets; null = nothing is judged by it
create table target_years (
    plan_id varchar not null, indicator_key integer not null, region_key integer not null, year integer, comparator varchar,
    basis varchar not null, value decimal(18,4), no_task boolean not null, has_task boolean not null, q1 decimal(18,4), q2 decimal(18,4), q3 decimal(18,4),
    q4 decimal(18,4), due_month integer not null, serves_from integer, serves_to integer, baseline_year integer, baseline_value decimal(18,4), simulated boolean not null
);
-- who reports which indicator, in which years
create table duties (
    plan_id varchar not null, indicator_key integer not null, region_key integer not null, department_id varchar,
    first_year integer not null, last_year integer not null
);
-- how many reports a roll-up is made of when nobody is missing
create table expected_reports (
    plan_id varchar not null, indicator_key integer not null, region_key integer not null, year integer not null, k_expected integer not null
);

-- ---------------------------------------------------------------- facts
create table uploads (
    upload_id integer not null, plan_id varchar not null, kind varchar not null, period date, username varchar not null,
    file_name varchar not null, sha256 varchar not null, row_count integer not null, new_count integer not null,
    changed_count integer not null, unchanged_count integer not null, justification varchar, undo_of integer,
    simulated boolean not null, committed_at timestamp not null
);
create table revisions (
    indicator_key integer not null, region_key integer not null, period date not null, value decimal(18,4), numerator decimal(18,4),
    denominator decimal(18,4), note varchar, upload_id integer not null
);                                                                                      -- value null = withdrawn by undo
create table actuals (
    indicator_key integer not null, region_key integer not null, period date not null, value decimal(18,4), numerator decimal(18,4),
    denominator decimal(18,4), upload_id integer not null
);
-- every non-leaf region: the roll-up of its children (k reports in it), and beside it what the region reported itself
create table rollups (
    indicator_key integer not null, region_key integer not null, period date not null, value decimal(18,4), numerator decimal(18,4),
    denominator decimal(18,4), k integer not null, own_value decimal(18,4), own_numerator decimal(18,4), own_denominator decimal(18,4)
);
create table task_progress (
    plan_id varchar not null, task_id varchar not null, period date not null, state varchar not null, percent decimal(18,4),
    note varchar, upload_id integer not null
);
create table project_progress (
    plan_id varchar not null, project_id varchar not null, period date not null, state varchar not null, percent decimal(18,4),
    investment_wan decimal(18,4), note varchar, upload_id integer not null
);

-- ---------------------------------------------------------------- people
create table accounts (
    username varchar not null, display_name varchar not null, role varchar not null, password_hash varchar not null,
    disabled boolean not null, language varchar not null, created_at timestamp not null
);
create table account_scopes (username varchar not null, plan_id varchar not null, region_id varchar, department_id varchar);
create table audit (
    position bigint not null, happened_at timestamp not null, username varchar not null, action varchar not null, subject varchar not null,
    detail varchar not null, address varchar not null, previous_hash varchar not null, hash varchar not null
);
