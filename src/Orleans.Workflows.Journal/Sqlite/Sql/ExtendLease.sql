UPDATE workflow_tasks SET lease_until = ?4 WHERE incarnation = ?1 AND step = ?2 AND attempt = ?3 AND lease_until IS NOT NULL
