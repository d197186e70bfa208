-- Grain: one row. How many progress reports of the upload have no decision.
select count(*) from task_states where upload_id = $upload_id and verdict = 'submitted'
