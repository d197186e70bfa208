-- Notices on their way out of the house, when a webhook or a mail server is set: written with the notice, deleted never.

create table outbox (
    message_id integer not null, channel varchar not null, recipient varchar not null, content varchar not null,
    created_at timestamp not null, attempts integer not null, next_at timestamp, sent_at timestamp, failure varchar
);                                   -- channel: webhook | mail; next_at null and sent_at null = given up, failure says why
