-- Times are milliseconds since 1970 UTC. Identifiers compare bytewise, so that a page ends where the next one begins in every locale.
CREATE TABLE workflow_executions
(
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    incarnation uuid NOT NULL,
    workflow text COLLATE "C" NOT NULL,
    version text COLLATE "C" NOT NULL,
    status smallint NOT NULL,
    started_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    ended_at bigint,
    wake_at bigint,
    owner text COLLATE "C",
    error text,
    cause text,
    run integer NOT NULL,
    tags jsonb,
    parent_id text COLLATE "C",
    parent_step_id text COLLATE "C",
    shard smallint NOT NULL
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

CREATE INDEX workflow_executions_started ON workflow_executions (started_at, id);
CREATE INDEX workflow_executions_workflow ON workflow_executions (workflow, started_at, id);
CREATE INDEX workflow_executions_due ON workflow_executions (shard, wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX workflow_executions_owner ON workflow_executions (owner) WHERE owner IS NOT NULL;
CREATE INDEX workflow_executions_parent ON workflow_executions (parent_id, started_at, id) WHERE parent_id IS NOT NULL;

CREATE TABLE workflow_events
(
    incarnation uuid NOT NULL,
    first_sequence bigint NOT NULL,
    count integer NOT NULL,
    writer uuid NOT NULL,
    events bytea NOT NULL,
    PRIMARY KEY (incarnation, first_sequence)
);
