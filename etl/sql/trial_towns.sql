-- Grain: leaf region of a plan that a headline target is broken down to: the commonest kind of place.
with
leaves as (
    select region_key, region_id, kind, position, count(*) over (partition by kind) as alike
    from regions
    where plan_id = $plan_id and is_leaf and parent_key is not null
)

select region_key, region_id
from leaves
qualify kind = first_value(kind) over (order by alike desc, kind)
order by position
