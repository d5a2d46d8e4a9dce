-- For each table and index its name and a statement that reads it from its root to its first row.
SELECT name, 'SELECT 1 FROM "' || replace(name, '"', '""') || '" NOT INDEXED LIMIT 1'
FROM sqlite_schema
WHERE type = 'table' AND rootpage > 0
UNION ALL
SELECT
    name,
    'SELECT 1 FROM "' || replace(tbl_name, '"', '""') || '" INDEXED BY "' || replace(name, '"', '""') || '"'
        || coalesce(substr(sql, nullif(instr(upper(replace(sql, char(10), ' ')), ' WHERE '), 0)), '')
        || ' LIMIT 1'
FROM sqlite_schema
WHERE type = 'index' AND rootpage > 0
