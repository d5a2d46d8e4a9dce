--: select
SELECT id, incarnation, workflow, version, status, started_at, updated_at, ended_at, wake_at, owner, error, cause, run, tags, parent_id, parent_step_id
FROM workflow_executions
WHERE TRUE
--: workflow
AND workflow = @workflow
--: version
AND version = @version
--: statuses
AND status IN (SELECT value FROM json_each(@statuses))
--: startedAfter
AND started_at >= @startedAfter
--: startedBefore
AND started_at < @startedBefore
--: tags
AND NOT EXISTS (
    SELECT 1 FROM json_each(@tags) AS wanted
    WHERE NOT EXISTS (SELECT 1 FROM json_each(workflow_executions.tags) AS had WHERE had.key = wanted.key AND had.value = wanted.value))
--: parent
AND parent_id = @parent
--: after
AND (started_at, id) < (@afterStartedAt, @afterId)
--: order
ORDER BY started_at DESC, id DESC
LIMIT @limit
