SELECT offer, execution_id, incarnation, step, attempt, payload, lease_until
FROM workflow_tasks
WHERE queue = @queue AND lease_until > @now AND taking = @taking
