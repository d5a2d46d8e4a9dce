SELECT x.id, x.incarnation,
    COALESCE((SELECT e.first_sequence + e.count - 1 FROM workflow_events e WHERE e.incarnation = x.incarnation ORDER BY e.first_sequence DESC LIMIT 1), 0)
FROM workflow_executions x
WHERE x.status = $1 AND x.wake_at IS NULL AND x.ended_at < $2
ORDER BY x.ended_at
LIMIT $3
