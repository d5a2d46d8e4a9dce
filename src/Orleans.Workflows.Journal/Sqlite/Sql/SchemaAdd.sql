INSERT INTO workflow_schema (number, name, checksum) VALUES (@number, @name, @checksum)
