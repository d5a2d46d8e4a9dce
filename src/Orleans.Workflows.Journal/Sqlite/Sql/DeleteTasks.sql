DELETE FROM workflow_tasks WHERE incarnation = ?1
