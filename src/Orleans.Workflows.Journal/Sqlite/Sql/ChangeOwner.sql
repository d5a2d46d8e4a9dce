-- A change that is repeated after an unknown outcome finds what it wanted and has succeeded.
UPDATE workflow_executions
SET owner = ?4, wake_at = ?5
WHERE id = ?1 AND incarnation = ?2 AND (?3 IS NULL OR owner = ?3 OR (owner IS ?4 AND wake_at IS ?5))
