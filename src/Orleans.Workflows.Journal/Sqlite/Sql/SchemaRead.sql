SELECT number, checksum FROM workflow_schema
