-- A task that nobody has taken has no lease; `lease` is how long a taking lasts, in milliseconds. `taking` tells a repeated taking from another one.
CREATE TABLE workflow_tasks
(
    offer INTEGER NOT NULL PRIMARY KEY,
    incarnation BLOB NOT NULL,
    step INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    execution_id TEXT NOT NULL,
    queue TEXT NOT NULL,
    payload BLOB NOT NULL,
    lease INTEGER NOT NULL,
    lease_until INTEGER,
    worker TEXT,
    taking BLOB,
    UNIQUE (incarnation, step, attempt)
) STRICT;

CREATE INDEX workflow_tasks_queue ON workflow_tasks (queue, lease_until, offer);
