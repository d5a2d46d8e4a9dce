-- The number is drawn once and for all: "workflow" in ASCII.
SELECT pg_advisory_xact_lock(8606223218533756791)
