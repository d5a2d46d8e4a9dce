-- An append that changes a summary ($4 is its execution's id, else null) counts only where there is one: its execution may have been deleted meanwhile.
-- What it left behind then belongs to nothing that is ever read, and would stay for ever.
WITH asked AS (
    SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::text[]) AS r(incarnation, first_sequence, writer, changes)
), void AS (
    SELECT a.incarnation, a.first_sequence, a.writer
    FROM asked a
    WHERE a.changes IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM workflow_executions x WHERE x.id = a.changes AND x.incarnation = a.incarnation)
), events AS (
    DELETE FROM workflow_events e USING void v
    WHERE e.incarnation = v.incarnation AND e.first_sequence = v.first_sequence AND e.writer = v.writer
), tasks AS (
    DELETE FROM workflow_tasks t USING void v WHERE t.incarnation = v.incarnation
)
SELECT e.incarnation, e.first_sequence, e.writer
FROM asked a
JOIN workflow_events e ON e.incarnation = a.incarnation AND e.first_sequence = a.first_sequence
WHERE NOT EXISTS (SELECT 1 FROM void v WHERE v.incarnation = a.incarnation AND v.first_sequence = a.first_sequence)
