-- 3 is succeeded, which nearly all executions end as: whoever asks for any other status looks for few among many. The status stands in the index too,
-- so that those of another one are passed over without a look at their rows.
CREATE INDEX workflow_executions_unsuccessful ON workflow_executions (started_at, id, status) WHERE status <> 3;

-- SQLite has no index over the members of a JSON object. Tags never change, so that two triggers keep this table.
CREATE TABLE workflow_tags
(
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (name, value, started_at, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER workflow_executions_tagged AFTER INSERT ON workflow_executions WHEN NEW.tags IS NOT NULL
BEGIN
    INSERT INTO workflow_tags (name, value, started_at, id) SELECT key, value, NEW.started_at, NEW.id FROM json_each(NEW.tags);
END;

CREATE TRIGGER workflow_executions_untagged AFTER DELETE ON workflow_executions WHEN OLD.tags IS NOT NULL
BEGIN
    DELETE FROM workflow_tags
    WHERE (name, value, started_at, id) IN (SELECT key, value, OLD.started_at, OLD.id FROM json_each(OLD.tags));
END;

INSERT INTO workflow_tags (name, value, started_at, id)
SELECT tag.key, tag.value, execution.started_at, execution.id FROM workflow_executions AS execution, json_each(execution.tags) AS tag;
