-- Grain: region of the plan that the pack gives a shape.
select region_key, geometry from region_shapes where plan_id = $plan_id
