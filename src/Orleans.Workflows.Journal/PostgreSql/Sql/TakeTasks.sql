-- What comes back from a worker that lost it was offered earlier than what nobody has had yet. Rows that another taking holds are passed over. The first task is
-- taken whatever it weighs; the others only while those before them weigh less than $6 bytes.
WITH returned AS (
    SELECT 0 AS rank, offer, incarnation, step, attempt, octet_length(payload) AS bytes
    FROM workflow_tasks
    WHERE queue = $1 AND lease_until <= $2
    ORDER BY lease_until, offer
    LIMIT $3
    FOR UPDATE SKIP LOCKED
), fresh AS (
    SELECT 1 AS rank, offer, incarnation, step, attempt, octet_length(payload) AS bytes
    FROM workflow_tasks
    WHERE queue = $1 AND lease_until IS NULL
    ORDER BY offer
    LIMIT $3 - (SELECT count(*) FROM returned)
    FOR UPDATE SKIP LOCKED
), weighed AS (
    SELECT incarnation, step, attempt, sum(bytes) OVER (ORDER BY rank, offer) - bytes AS before
    FROM (SELECT * FROM returned UNION ALL SELECT * FROM fresh) AS c
)
UPDATE workflow_tasks t
SET lease_until = $2 + t.lease, worker = $4, taking = $5
FROM weighed AS c
WHERE c.before < $6 AND t.incarnation = c.incarnation AND t.step = c.step AND t.attempt = c.attempt
RETURNING t.offer, t.execution_id, t.incarnation, t.step, t.attempt, t.payload, t.lease_until
