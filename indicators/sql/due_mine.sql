-- Grain: indicator × region × asked month for which a report is due within the scopes (null: everywhere).
-- uses: due, reach
select *
from due
where $scope_regions::varchar[] is null
    or exists (
        select 1
        from reach
        where reach.region_key = due.region_key and (reach.department_id is null or reach.department_id = due.department_id)
    )
