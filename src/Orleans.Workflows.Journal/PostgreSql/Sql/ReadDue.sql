SELECT id, wake_at, owner
FROM workflow_executions
WHERE shard = $1 AND wake_at <= $2
ORDER BY wake_at
LIMIT $3
