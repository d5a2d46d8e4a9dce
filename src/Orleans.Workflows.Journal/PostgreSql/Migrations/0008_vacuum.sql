-- Retention deletes as much as is written. With the defaults of autovacuum one round over the events takes longer than they need to grow by
-- a gigabyte of dead rows; ten times its allowance, and the table stays at what a minute writes.
ALTER TABLE workflow_events SET (autovacuum_vacuum_cost_limit = 2000, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE workflow_executions SET (autovacuum_vacuum_cost_limit = 2000);
