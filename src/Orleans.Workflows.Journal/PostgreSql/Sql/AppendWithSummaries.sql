--: summaries
-- $1-$5 the rows, $6 which of them are starts; $7-$23 the new summaries; $24-$34 the changed ones.
-- A start's row is written only with its summary, a change only with its row.
WITH started AS (
    INSERT INTO workflow_executions
        (id, incarnation, workflow, version, status, started_at, updated_at, ended_at, wake_at, owner, error, cause, run, tags, parent_id, parent_step_id, shard)
    SELECT s.id, s.incarnation, s.workflow, s.version, s.status, s.started_at, s.updated_at, s.ended_at, s.wake_at, s.owner, s.error, s.cause, s.run,
        s.tags::jsonb, s.parent_id, s.parent_step_id, s.shard
    FROM unnest($7::text[], $8::uuid[], $9::text[], $10::text[], $11::smallint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::text[],
        $17::text[], $18::text[], $19::integer[], $20::text[], $21::text[], $22::text[], $23::smallint[])
        AS s(id, incarnation, workflow, version, status, started_at, updated_at, ended_at, wake_at, owner, error, cause, run, tags, parent_id, parent_step_id, shard)
    ON CONFLICT DO NOTHING
    RETURNING incarnation
), appended AS (
    INSERT INTO workflow_events (incarnation, first_sequence, count, writer, events)
    SELECT r.incarnation, r.first_sequence, r.count, r.writer, r.events
    FROM unnest($1::uuid[], $2::bigint[], $3::integer[], $4::uuid[], $5::bytea[], $6::boolean[])
        AS r(incarnation, first_sequence, count, writer, events, is_start)
    WHERE NOT r.is_start OR r.incarnation IN (SELECT incarnation FROM started)
--: tolerant
    ON CONFLICT DO NOTHING
--: changes
    RETURNING incarnation, first_sequence
), changed AS (
    UPDATE workflow_executions x
    SET status = u.status, updated_at = u.updated_at, ended_at = u.ended_at, wake_at = u.wake_at, owner = u.owner, error = u.error, cause = u.cause, run = u.run
    FROM unnest($24::text[], $25::uuid[], $26::bigint[], $27::smallint[], $28::bigint[], $29::bigint[], $30::bigint[], $31::text[], $32::text[], $33::text[], $34::integer[])
        AS u(id, incarnation, first_sequence, status, updated_at, ended_at, wake_at, owner, error, cause, run)
    WHERE x.id = u.id AND x.incarnation = u.incarnation
        AND (u.incarnation, u.first_sequence) IN (SELECT incarnation, first_sequence FROM appended)
    RETURNING x.incarnation
)
--: queues
-- $35-$42 what is offered, $43-$46 what is withdrawn; either happens only with its row. Offers are numbered in the order of their places.
, offered AS (
    INSERT INTO workflow_tasks (incarnation, step, attempt, execution_id, queue, payload, lease)
    SELECT o.incarnation, o.step, o.attempt, o.execution_id, o.queue, o.payload, o.lease
    FROM unnest($35::uuid[], $36::bigint[], $37::integer[], $38::integer[], $39::text[], $40::text[], $41::bytea[], $42::bigint[]) WITH ORDINALITY
        AS o(incarnation, first_sequence, step, attempt, execution_id, queue, payload, lease, place)
    JOIN appended a ON a.incarnation = o.incarnation AND a.first_sequence = o.first_sequence
    ORDER BY o.place
    ON CONFLICT DO NOTHING
), withdrawn AS (
    DELETE FROM workflow_tasks t
    USING unnest($43::uuid[], $44::bigint[], $45::integer[], $46::integer[]) AS w(incarnation, first_sequence, step, attempt)
    JOIN appended a ON a.incarnation = w.incarnation AND a.first_sequence = w.first_sequence
    WHERE t.incarnation = w.incarnation AND t.step = w.step AND t.attempt = w.attempt
)
--: count
SELECT (SELECT count(*) FROM appended) + (SELECT count(*) FROM changed)
