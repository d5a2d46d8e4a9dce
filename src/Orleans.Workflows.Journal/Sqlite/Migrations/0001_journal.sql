-- Times are milliseconds since 1970 UTC; incarnations and writers are 16 bytes in network order, so that they sort by their time.
CREATE TABLE workflow_executions
(
    id TEXT NOT NULL PRIMARY KEY,
    incarnation BLOB NOT NULL,
    workflow TEXT NOT NULL,
    version TEXT NOT NULL,
    status INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    ended_at INTEGER,
    wake_at INTEGER,
    owner TEXT,
    error TEXT,
    cause TEXT,
    run INTEGER NOT NULL,
    tags TEXT,
    parent_id TEXT,
    parent_step_id TEXT,
    shard INTEGER NOT NULL
) STRICT;

CREATE INDEX workflow_executions_started ON workflow_executions (started_at, id);
CREATE INDEX workflow_executions_workflow ON workflow_executions (workflow, started_at, id);
CREATE INDEX workflow_executions_due ON workflow_executions (shard, wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX workflow_executions_owner ON workflow_executions (owner) WHERE owner IS NOT NULL;
CREATE INDEX workflow_executions_parent ON workflow_executions (parent_id, started_at, id) WHERE parent_id IS NOT NULL;

-- Rows are kept in the order of their writing and found by the key's index: clustering them by the key would dirty a page for every
-- execution that a batch touches.
CREATE TABLE workflow_events
(
    incarnation BLOB NOT NULL,
    first_sequence INTEGER NOT NULL,
    count INTEGER NOT NULL,
    writer BLOB NOT NULL,
    events BLOB NOT NULL,
    PRIMARY KEY (incarnation, first_sequence)
) STRICT;
