-- Grain: one row. How many figures of the upload have no decision, those that a later report has replaced among them.
select count(*) from revision_states where upload_id = $upload_id and state = 'submitted'
