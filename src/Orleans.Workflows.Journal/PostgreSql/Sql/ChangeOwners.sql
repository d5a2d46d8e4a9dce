-- A change that is repeated after an unknown outcome finds what it wanted and has succeeded.
UPDATE workflow_executions x
SET owner = u.owner, wake_at = u.wake_at
FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::bigint[]) AS u(id, incarnation, expected, owner, wake_at)
WHERE x.id = u.id AND x.incarnation = u.incarnation
    AND (u.expected IS NULL OR x.owner = u.expected
        OR (x.owner IS NOT DISTINCT FROM u.owner AND x.wake_at IS NOT DISTINCT FROM u.wake_at))
RETURNING x.id
