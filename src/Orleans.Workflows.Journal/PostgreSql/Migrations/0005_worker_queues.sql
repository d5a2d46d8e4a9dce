-- A task that nobody has taken has no lease; `lease` is how long a taking lasts, in milliseconds. `taking` tells a repeated taking from another one.
CREATE TABLE workflow_tasks
(
    incarnation uuid NOT NULL,
    step integer NOT NULL,
    attempt integer NOT NULL,
    offer bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    execution_id text COLLATE "C" NOT NULL,
    queue text COLLATE "C" NOT NULL,
    payload bytea NOT NULL,
    lease bigint NOT NULL,
    lease_until bigint,
    worker text,
    taking uuid,
    PRIMARY KEY (incarnation, step, attempt)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000, autovacuum_analyze_scale_factor = 0.05);

CREATE INDEX workflow_tasks_queue ON workflow_tasks (queue, lease_until, offer);
