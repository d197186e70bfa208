-- Targets that the office enters: what a plan leaves to be handed down or broken down, baselines and starting values it does not state.
-- The log is append-only; what stands is its newest entry of each key whose upload was not taken back.

create table target_revisions (
    upload_id integer not null, plan_id varchar not null, kind varchar not null,     -- kind: target | baseline | start
    indicator_key integer not null, region_key integer not null, year integer, quarter integer,
    comparator varchar, value decimal(18,4), no_task boolean not null, basis varchar, document_number varchar, note varchar
);                                                                                   -- value null without "no task" = taken away
alter table targets add column document_number varchar;
alter table starting_values add column document_number varchar;

create view entered_targets as
select * exclude (place)
from (
    select
        target_revisions.*,
        row_number() over (
            partition by target_revisions.plan_id, kind, indicator_key, region_key, case when kind <> 'baseline' then year end, quarter
            order by target_revisions.upload_id desc
        ) as place
    from target_revisions
    anti join (select undo_of as upload_id from uploads where undo_of is not null) as undone using (upload_id)
) as entries
where place = 1 and (value is not null or no_task);
