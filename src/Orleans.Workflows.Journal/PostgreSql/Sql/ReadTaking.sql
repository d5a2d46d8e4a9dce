SELECT offer, execution_id, incarnation, step, attempt, payload, lease_until
FROM workflow_tasks
WHERE queue = $1 AND lease_until > $2 AND taking = $3
