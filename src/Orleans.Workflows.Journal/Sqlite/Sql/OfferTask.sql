INSERT INTO workflow_tasks (incarnation, step, attempt, execution_id, queue, payload, lease)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT DO NOTHING
