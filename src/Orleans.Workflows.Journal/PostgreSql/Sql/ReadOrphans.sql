-- Owners are few and their rows are many: the distinct ones are found by stepping through the index.
WITH RECURSIVE owners(owner) AS (
    SELECT min(owner) FROM workflow_executions WHERE owner IS NOT NULL
    UNION ALL
    SELECT (SELECT min(x.owner) FROM workflow_executions x WHERE x.owner > o.owner) FROM owners o WHERE o.owner IS NOT NULL
)
SELECT x.id, x.wake_at, x.owner
FROM owners o
JOIN workflow_executions x ON x.owner = o.owner
WHERE o.owner IS NOT NULL AND NOT o.owner = ANY ($1)
LIMIT $2
