-- Grain: upload that had come in by the moment.
select * from main.uploads where committed_at <= $moment
