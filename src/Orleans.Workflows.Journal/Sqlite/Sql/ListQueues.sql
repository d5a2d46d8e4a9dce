SELECT queue,
    count(*) FILTER (WHERE lease_until IS NULL OR lease_until <= @now),
    count(*) FILTER (WHERE lease_until > @now),
    min(offered_at) FILTER (WHERE lease_until IS NULL OR lease_until <= @now)
FROM workflow_tasks
WHERE queue > @after
GROUP BY queue
ORDER BY queue
LIMIT @limit
