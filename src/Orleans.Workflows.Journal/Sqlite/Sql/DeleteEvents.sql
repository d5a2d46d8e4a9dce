DELETE FROM workflow_events WHERE incarnation = ?1
