-- One short scan of the index per shard, so that no second index by time alone is needed.
SELECT due.id, due.wake_at, due.owner
FROM generate_series(0, $1 - 1) AS s(shard)
CROSS JOIN LATERAL (
    SELECT x.id, x.wake_at, x.owner
    FROM workflow_executions x
    WHERE x.shard = s.shard AND x.wake_at < $2
    ORDER BY x.wake_at
    LIMIT $3
) AS due
ORDER BY due.wake_at
LIMIT $3
