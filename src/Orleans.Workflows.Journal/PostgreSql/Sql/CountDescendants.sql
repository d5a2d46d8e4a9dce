-- The ids of children begin with that of their parent and a dot: a range of the primary key. A slash follows the dot in the alphabet.
SELECT count(*)::integer
FROM (SELECT 1 FROM workflow_executions WHERE id > $1 || '.' AND id < $1 || '/' LIMIT $2) AS descendants
