-- The first row may hold events on both sides of the sequence.
SELECT first_sequence, count, writer, events
FROM workflow_events
WHERE incarnation = @incarnation
    AND first_sequence >= (SELECT IFNULL(max(first_sequence), 0) FROM workflow_events WHERE incarnation = @incarnation AND first_sequence <= @after)
    AND first_sequence + count > @after + 1
ORDER BY first_sequence
LIMIT @limit
