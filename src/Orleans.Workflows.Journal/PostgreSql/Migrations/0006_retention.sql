-- What has ended and owes nothing, by what retention asks for. A row enters it once, with the write that ends its execution.
CREATE INDEX workflow_executions_ended ON workflow_executions (status, ended_at) WHERE wake_at IS NULL;
