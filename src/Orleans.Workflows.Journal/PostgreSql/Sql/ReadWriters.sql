SELECT e.incarnation, e.first_sequence, e.writer
FROM unnest($1::uuid[], $2::bigint[]) AS r(incarnation, first_sequence)
JOIN workflow_events e ON e.incarnation = r.incarnation AND e.first_sequence = r.first_sequence
