-- What the file holds besides SQLite's own tables: whether our list of migrations is there, and some names for a message.
SELECT
    coalesce(sum(type = 'table' AND name = 'workflow_schema'), 0),
    count(*),
    (
        SELECT group_concat(name, ', ')
        FROM (SELECT name FROM sqlite_schema WHERE substr(name, 1, 7) <> 'sqlite_' ORDER BY rowid LIMIT 3)
    )
FROM sqlite_schema
WHERE substr(name, 1, 7) <> 'sqlite_'
