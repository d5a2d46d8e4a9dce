INSERT INTO workflow_events (incarnation, first_sequence, count, writer, events)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO NOTHING
