CREATE TABLE IF NOT EXISTS workflow_schema
(
    number integer NOT NULL PRIMARY KEY,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
)
