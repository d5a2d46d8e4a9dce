-- When a task was offered, in milliseconds since 1970; of those that were there before, when this migration ran.
ALTER TABLE workflow_tasks ADD COLUMN offered_at bigint NOT NULL DEFAULT (extract(epoch FROM clock_timestamp()) * 1000)::bigint;
