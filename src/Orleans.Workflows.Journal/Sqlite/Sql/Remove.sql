DELETE FROM workflow_events WHERE incarnation = ?1 AND first_sequence = ?2
