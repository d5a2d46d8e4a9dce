UPDATE workflow_executions x
SET wake_at = $3
FROM unnest($2::text[]) AS u(id)
WHERE x.id = u.id AND x.owner = $1 AND x.wake_at IS NOT NULL
