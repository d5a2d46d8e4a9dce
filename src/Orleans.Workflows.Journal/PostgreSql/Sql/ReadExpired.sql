SELECT x.id, x.incarnation, (SELECT count(*) FROM workflow_events e WHERE e.incarnation = x.incarnation)
FROM workflow_executions x
WHERE x.status = $1 AND x.wake_at IS NULL AND x.ended_at < $2
ORDER BY x.ended_at
LIMIT $3
