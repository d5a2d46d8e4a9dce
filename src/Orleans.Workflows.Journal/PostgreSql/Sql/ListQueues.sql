SELECT queue,
    count(*) FILTER (WHERE lease_until IS NULL OR lease_until <= $2),
    count(*) FILTER (WHERE lease_until > $2),
    min(offered_at) FILTER (WHERE lease_until IS NULL OR lease_until <= $2)
FROM workflow_tasks
WHERE queue > $1
GROUP BY queue
ORDER BY queue
LIMIT $3
