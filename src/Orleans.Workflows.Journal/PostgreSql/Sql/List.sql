--: select
SELECT id, incarnation, workflow, version, status, started_at, updated_at, ended_at, wake_at, owner, error, cause, run, tags, parent_id, parent_step_id
FROM workflow_executions
WHERE TRUE
--: workflow
AND workflow = @workflow
--: version
AND version = @version
--: statuses
AND status = ANY (@statuses)
--: startedAfter
AND started_at >= @startedAfter
--: startedBefore
AND started_at < @startedBefore
--: tags
AND tags @> @tags::jsonb
--: parent
AND parent_id = @parent
--: after
AND (started_at, id) < (@afterStartedAt, @afterId)
--: order
ORDER BY started_at DESC, id DESC
LIMIT @limit
