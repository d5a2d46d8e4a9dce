INSERT INTO workflow_schema (number, name, checksum) VALUES ($1, $2, $3)
