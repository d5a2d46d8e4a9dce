SELECT id, wake_at, owner
FROM workflow_executions
WHERE shard = @shard AND wake_at <= @until
ORDER BY wake_at
LIMIT @limit
