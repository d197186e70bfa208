-- Bulletins as they were issued, and the templates the office gave; both append-only: a correction is a new issue, a reset a new row.
create table bulletins (
    plan_id varchar not null, number integer not null, period date not null, language varchar not null, title varchar not null,
    issued_by varchar not null, issued_at timestamp not null, corrects integer, reason varchar, docx_sha256 varchar not null,
    xlsx_sha256 varchar not null, template_sha256 varchar, simulated boolean not null, counts varchar not null, content varchar not null   -- counts: which reports, approved | submitted; content: JSON
);
create table bulletin_templates (
    plan_id varchar not null, sha256 varchar, file_name varchar, username varchar not null, chosen_at timestamp not null   -- sha256 null = the built-in form
);
