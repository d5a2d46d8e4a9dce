SELECT x.id, x.incarnation,
    IFNULL((SELECT e.first_sequence + e.count - 1 FROM workflow_events AS e WHERE e.incarnation = x.incarnation ORDER BY e.first_sequence DESC LIMIT 1), 0)
FROM workflow_executions AS x
WHERE x.status = @status AND x.wake_at IS NULL AND x.ended_at < @before
ORDER BY x.ended_at
LIMIT @limit
