-- The ids of children begin with that of their parent and a dot: a range of the primary key. A slash follows the dot in the alphabet.
SELECT count(*)
FROM (SELECT 1 FROM workflow_executions WHERE id > @root || '.' AND id < @root || '/' LIMIT @most)
