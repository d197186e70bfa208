-- Grain: upload that had come in by the moment.
select * from uploads where committed_at <= $moment
