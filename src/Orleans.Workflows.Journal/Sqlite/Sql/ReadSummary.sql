SELECT id, incarnation, workflow, version, status, started_at, updated_at, ended_at, wake_at, owner, error, cause, run, tags, parent_id, parent_step_id
FROM workflow_executions
WHERE id = @id
