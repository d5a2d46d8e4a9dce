-- What was redriven since it was found stays, with all that belongs to it.
WITH deleted AS (
    DELETE FROM workflow_executions x
    USING unnest($1::text[], $2::uuid[]) AS u(id, incarnation)
    WHERE x.id = u.id AND x.incarnation = u.incarnation AND x.wake_at IS NULL AND x.ended_at IS NOT NULL
    RETURNING x.incarnation
), events AS (
    DELETE FROM workflow_events e USING deleted d WHERE e.incarnation = d.incarnation
), tasks AS (
    DELETE FROM workflow_tasks t USING deleted d WHERE t.incarnation = d.incarnation
)
SELECT count(*)::integer FROM deleted
