-- When a task was offered, in milliseconds since 1970; unknown of those that were there before.
ALTER TABLE workflow_tasks ADD COLUMN offered_at INTEGER;
