--: select
SELECT id, incarnation, workflow, version, status, started_at, updated_at, ended_at, wake_at, owner, error, cause, run, tags, parent_id, parent_step_id
FROM workflow_executions AS place
WHERE TRUE
--: selectByTag
SELECT execution.id, incarnation, workflow, version, status, execution.started_at, updated_at, ended_at, wake_at, owner, error, cause, run, tags, parent_id, parent_step_id
FROM workflow_tags AS place CROSS JOIN workflow_executions AS execution ON execution.id = place.id
WHERE place.name = @tagName AND place.value = @tagValue
--: workflow
AND workflow = @workflow
--: version
AND version = @version
--: statuses
AND status IN (SELECT value FROM json_each(@statuses))
--: status
AND status = @status
--: unsuccessful
AND status <> 3
--: startedAfter
AND place.started_at >= @startedAfter
--: startedBefore
AND place.started_at < @startedBefore
--: tags
AND NOT EXISTS (
    SELECT 1 FROM json_each(@tags) AS wanted
    WHERE NOT EXISTS (SELECT 1 FROM json_each(tags) AS had WHERE had.key = wanted.key AND had.value = wanted.value))
--: parent
AND parent_id = @parent
--: after
AND (place.started_at, place.id) < (@afterStartedAt, @afterId)
--: order
ORDER BY place.started_at DESC, place.id DESC
LIMIT @limit
