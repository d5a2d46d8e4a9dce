-- The first row may hold events on both sides of the sequence.
SELECT first_sequence, count, writer, events
FROM workflow_events
WHERE incarnation = $1
    AND first_sequence >= (SELECT COALESCE(max(first_sequence), 0) FROM workflow_events WHERE incarnation = $1 AND first_sequence <= $2)
    AND first_sequence + count > $2 + 1
ORDER BY first_sequence
LIMIT $3
