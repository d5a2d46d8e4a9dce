-- What comes back from a worker that lost it was offered earlier than what nobody has had yet. The first task is taken whatever it weighs; the others only while
-- those before them weigh less than @bytes.
UPDATE workflow_tasks
SET lease_until = @now + lease, worker = @worker, taking = @taking
WHERE offer IN (
    SELECT offer FROM (
        SELECT offer, sum(bytes) OVER (ORDER BY rank, offer) - bytes AS before FROM (
            SELECT * FROM (
                SELECT 0 AS rank, offer, length(payload) AS bytes FROM workflow_tasks
                WHERE queue = @queue AND lease_until <= @now ORDER BY lease_until, offer LIMIT @max
            )
            UNION ALL
            SELECT * FROM (
                SELECT 1 AS rank, offer, length(payload) AS bytes FROM workflow_tasks
                WHERE queue = @queue AND lease_until IS NULL ORDER BY offer LIMIT @max
            )
        ) ORDER BY rank, offer LIMIT @max
    ) WHERE before < @bytes
)
RETURNING offer, execution_id, incarnation, step, attempt, payload, lease_until
