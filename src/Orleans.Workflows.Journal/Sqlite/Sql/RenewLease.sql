UPDATE workflow_executions
SET wake_at = ?3
WHERE id = ?1 AND owner = ?2 AND wake_at IS NOT NULL
