-- The life of a number: submitted, then approved, returned or withdrawn; months are locked; drafts, notices and evidence are kept.
-- Everything that says what somebody decided is append-only. What was committed before there was a review counts as approved.

alter table plans add column counts varchar default 'approved';   -- which reports the dashboards count: approved | submitted
alter table uploads add column is_correction boolean default false;
alter table accounts add column email varchar;

-- ---------------------------------------------------------------- review
-- one decision: on a whole upload, or on the cells listed in review_cells; every reported cell is decided once
create table reviews (
    review_id integer not null, upload_id integer not null, verdict varchar not null,    -- approved | returned | withdrawn
    is_whole boolean not null, reason varchar, username varchar not null, reviewed_at timestamp not null
);
create table review_cells (
    review_id integer not null, upload_id integer not null, indicator_key integer, region_key integer, item_id varchar, period date not null
);                                                                 -- item_id: the task or project, where it is no figure
insert into reviews
select row_number() over (order by upload_id), upload_id, 'approved', true, null, 'system', committed_at from uploads;

-- reports nobody has decided on: the newest of each key, and the roll-ups that they would change
create table pending_actuals as from actuals limit 0;
create table pending_rollups as from rollups limit 0;

alter table task_progress rename to task_revisions;
alter table project_progress rename to project_revisions;
create table task_progress as from task_revisions;                 -- the approved ones that stand
create table project_progress as from project_revisions;

create view whole_reviews as select * from reviews where is_whole;
create view cell_reviews as
select review_cells.indicator_key, review_cells.region_key, review_cells.item_id, review_cells.period, reviews.*
from review_cells
join reviews using (review_id);

-- every report with what was decided on it; `approval` orders the approved ones as they came to stand
create view revision_states as
select
    revisions.indicator_key, revisions.region_key, revisions.period, revisions.value, revisions.numerator, revisions.denominator,
    revisions.note, revisions.upload_id, uploads.undo_of,
    coalesce(cell_reviews.verdict, whole_reviews.verdict, 'submitted') as state,
    coalesce(cell_reviews.review_id, whole_reviews.review_id) as review_id,
    case when coalesce(cell_reviews.verdict, whole_reviews.verdict) = 'approved'
        then coalesce(cell_reviews.review_id, whole_reviews.review_id) end as approval
from revisions
join uploads on uploads.upload_id = revisions.upload_id
left join whole_reviews on whole_reviews.upload_id = revisions.upload_id
left join cell_reviews
    on cell_reviews.upload_id = revisions.upload_id
    and cell_reviews.indicator_key = revisions.indicator_key
    and cell_reviews.region_key = revisions.region_key
    and cell_reviews.period = revisions.period;

-- progress reports of tasks and projects with what was decided on them
create view task_states as
select task_revisions.*, coalesce(cell_reviews.verdict, whole_reviews.verdict, 'submitted') as verdict
from task_revisions
left join whole_reviews on whole_reviews.upload_id = task_revisions.upload_id
left join cell_reviews
    on cell_reviews.upload_id = task_revisions.upload_id
    and cell_reviews.item_id = task_revisions.task_id
    and cell_reviews.period = task_revisions.period;
create view project_states as
select project_revisions.*, coalesce(cell_reviews.verdict, whole_reviews.verdict, 'submitted') as verdict
from project_revisions
left join whole_reviews on whole_reviews.upload_id = project_revisions.upload_id
left join cell_reviews
    on cell_reviews.upload_id = project_revisions.upload_id
    and cell_reviews.item_id = project_revisions.project_id
    and cell_reviews.period = project_revisions.period;

-- progress that waits for a decision: the newest report of its task or project and month, unless it was decided on
create view pending_tasks as
select * exclude (place)
from (
    select *, row_number() over (partition by plan_id, task_id, period order by upload_id desc) as place
    from task_states
    where verdict in ('submitted', 'approved')
) as reports
where place = 1 and verdict = 'submitted';
create view pending_projects as
select * exclude (place)
from (
    select *, row_number() over (partition by plan_id, project_id, period order by upload_id desc) as place
    from project_states
    where verdict in ('submitted', 'approved')
) as reports
where place = 1 and verdict = 'submitted';

-- ---------------------------------------------------------------- the same tables with what is still to be reviewed:
-- a cursor whose search path begins here reads `actuals` and sees submitted figures before approved ones
create schema submitted;
create view submitted.actuals as
select indicator_key, region_key, period, value, numerator, denominator, upload_id
from main.actuals
anti join main.pending_actuals using (indicator_key, region_key, period)
union all
select indicator_key, region_key, period, value, numerator, denominator, upload_id
from main.pending_actuals;
create view submitted.rollups as
select indicator_key, region_key, period, value, numerator, denominator, k, own_value, own_numerator, own_denominator
from main.rollups
anti join main.pending_rollups using (indicator_key, region_key, period)
union all
select indicator_key, region_key, period, value, numerator, denominator, k, own_value, own_numerator, own_denominator
from main.pending_rollups;
-- figures that count though nobody has decided on them, and the roll-ups made of them: none, unless submitted reports are looked at
create view pending_marks as select indicator_key, region_key, period from pending_actuals where false;
create view submitted.pending_marks as
select indicator_key, region_key, period from main.pending_actuals
union all
select indicator_key, region_key, period from main.pending_rollups;
create view submitted.task_progress as
select plan_id, task_id, period, state, percent, note, upload_id from main.task_progress
union all
select plan_id, task_id, period, state, percent, note, upload_id from main.pending_tasks;
create view submitted.project_progress as
select plan_id, project_id, period, state, percent, investment_wan, note, upload_id from main.project_progress
union all
select plan_id, project_id, period, state, percent, investment_wan, note, upload_id from main.pending_projects;

-- ---------------------------------------------------------------- months
create table month_locks (
    plan_id varchar not null, period date not null, is_locked boolean not null, reason varchar not null, username varchar not null,
    locked_at timestamp not null
);                                                                 -- append-only; the newest row of a month holds

-- ---------------------------------------------------------------- work in hand
create table drafts (
    username varchar not null, plan_id varchar not null, period date not null, kind varchar not null, content varchar not null,
    saved_at timestamp not null
);
create table reading_choices (
    username varchar not null, plan_id varchar not null, shape varchar not null, choices varchar not null, saved_at timestamp not null
);
create table notices (
    notice_id integer not null, username varchar not null, plan_id varchar not null, code varchar not null, subject varchar not null,
    details varchar not null, created_at timestamp not null, read_at timestamp
);
create table evidence (
    evidence_id integer not null, plan_id varchar not null, kind varchar not null, indicator_key integer, region_key integer,
    item_id varchar, period date not null, file_name varchar not null, sha256 varchar not null, media_type varchar not null,
    byte_count bigint not null, username varchar not null, attached_at timestamp not null, removed_by varchar, removed_at timestamp
);                                                                 -- kind: actual | task | project
