-- A lock on one row is written to the log of the server and flushed at the commit, and leaves no dead row behind.
SELECT number FROM workflow_schema WHERE number = 1 FOR NO KEY UPDATE
