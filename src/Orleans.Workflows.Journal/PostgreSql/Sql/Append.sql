--: rows
INSERT INTO workflow_events (incarnation, first_sequence, count, writer, events)
SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::integer[], $4::uuid[], $5::bytea[])
--: tolerant
ON CONFLICT DO NOTHING
