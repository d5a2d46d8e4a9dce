-- 3 is succeeded, which nearly all executions end as: whoever asks for any other status looks for few among many. The status stands in the index too,
-- so that those of another one are passed over without a look at their rows.
CREATE INDEX workflow_executions_unsuccessful ON workflow_executions (started_at, id, status) WHERE status <> 3;
CREATE INDEX workflow_executions_tags ON workflow_executions USING gin (tags jsonb_path_ops) WHERE tags IS NOT NULL;
