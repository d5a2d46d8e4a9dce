--: select
SELECT id, incarnation, workflow, version, status, started_at, updated_at, ended_at, wake_at, owner, error, cause, run, tags, parent_id, parent_step_id
FROM workflow_executions AS place
WHERE TRUE
--: workflow
AND workflow = @workflow
--: version
AND version = @version
--: statuses
AND status = ANY (@statuses)
--: status
AND status = @status
--: unsuccessful
AND status <> 3
--: startedAfter
AND place.started_at >= @startedAfter
--: startedBefore
AND place.started_at < @startedBefore
--: tags
AND tags @> @tags::jsonb
--: parent
AND parent_id = @parent
--: after
AND (place.started_at, place.id) < (@afterStartedAt, @afterId)
--: order
ORDER BY place.started_at DESC, place.id DESC
LIMIT @limit
