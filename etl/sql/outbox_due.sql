-- Grain: message of the outbox that is to be sent now, the oldest first, with the language of its reader and the name of its plan.
select
    outbox.message_id, outbox.channel, outbox.recipient, outbox.content, outbox.attempts,
    coalesce(accounts.language, 'zh') as language, coalesce(plans.short_zh, '') as plan_zh, coalesce(plans.short_en, '') as plan_en
from outbox
left join accounts on accounts.username = outbox.content->>'$.username'
left join plans on plans.plan_id = outbox.content->>'$.plan_id'
where outbox.next_at <= $now
order by outbox.message_id
limit $most
