-- What was redriven since it was found stays.
DELETE FROM workflow_executions WHERE id = ?1 AND incarnation = ?2 AND wake_at IS NULL AND ended_at IS NOT NULL
