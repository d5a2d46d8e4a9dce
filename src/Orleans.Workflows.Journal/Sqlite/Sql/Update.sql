UPDATE workflow_executions
SET status = ?3, updated_at = ?4, ended_at = ?5, wake_at = ?6, owner = ?7, error = ?8, cause = ?9, run = ?10
WHERE id = ?1 AND incarnation = ?2
