SELECT x.id, x.incarnation, (SELECT count(*) FROM workflow_events AS e WHERE e.incarnation = x.incarnation)
FROM workflow_executions AS x
WHERE x.status = @status AND x.wake_at IS NULL AND x.ended_at < @before
ORDER BY x.ended_at
LIMIT @limit
