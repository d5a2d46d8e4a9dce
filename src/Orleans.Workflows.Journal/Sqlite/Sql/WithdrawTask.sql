DELETE FROM workflow_tasks WHERE incarnation = ?1 AND step = ?2 AND attempt = ?3
