UPDATE workflow_tasks t
SET lease_until = u.lease_until
FROM unnest($1::uuid[], $2::integer[], $3::integer[], $4::bigint[]) AS u(incarnation, step, attempt, lease_until)
WHERE t.incarnation = u.incarnation AND t.step = u.step AND t.attempt = u.attempt AND t.lease_until IS NOT NULL
RETURNING t.incarnation, t.step, t.attempt
