SELECT id, incarnation, workflow, version, status, started_at, updated_at, ended_at, wake_at, owner, error, cause, run, tags, parent_id, parent_step_id,
    (SELECT first_sequence + count - 1 FROM workflow_events
        WHERE incarnation = workflow_executions.incarnation ORDER BY first_sequence DESC LIMIT 1)
FROM workflow_executions
WHERE id = $1
