-- Owners are few and their rows are many: the distinct ones are found by stepping through the index.
WITH RECURSIVE owners(owner) AS (
    SELECT min(owner) FROM workflow_executions WHERE owner IS NOT NULL
    UNION ALL
    SELECT (SELECT min(x.owner) FROM workflow_executions AS x WHERE x.owner > o.owner) FROM owners AS o WHERE o.owner IS NOT NULL
)
SELECT x.id, x.wake_at, x.owner
FROM owners AS o CROSS JOIN workflow_executions AS x ON x.owner = o.owner
WHERE o.owner IS NOT NULL AND o.owner NOT IN (SELECT value FROM json_each(@living))
LIMIT @limit
