-- Grain: staged row. What committing it would do, against the figure that stands now.
create or replace temp table differences as
with
standing as (
    select * from actuals
    where period between (select min(period) from staged) and (select max(period) from staged)
        and indicator_key in (select indicator_key from staged)
)

select
    staged.*,
    standing.value as old_value, standing.numerator as old_numerator, standing.denominator as old_denominator,
    standing.upload_id as old_upload_id,
    case
        when standing.upload_id is null and staged.value is null then 'unchanged'
        when standing.upload_id is null then 'new'
        when standing.value is not distinct from staged.value
            and standing.numerator is not distinct from staged.numerator
            and standing.denominator is not distinct from staged.denominator then 'unchanged'
        else 'changed'
    end as difference
from staged
left join standing using (indicator_key, region_key, period)
