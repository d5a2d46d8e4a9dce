INSERT INTO workflow_tasks (incarnation, step, attempt, execution_id, queue, payload, lease, offered_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, CAST(unixepoch('subsec') * 1000 AS INTEGER))
ON CONFLICT DO NOTHING
