-- One range of the index per shard, so that no second index by time alone is needed.
WITH RECURSIVE shards(shard) AS (SELECT 0 UNION ALL SELECT shard + 1 FROM shards WHERE shard + 1 < @shards)
SELECT x.id, x.wake_at, x.owner
FROM shards CROSS JOIN workflow_executions AS x ON x.shard = shards.shard AND x.wake_at < @before
ORDER BY x.wake_at
LIMIT @limit
