using Workflows.Journal.Composition;
using Workflows.Testing.Postgres;

namespace Workflows.Journal.Tests.Contract;

public sealed class SqliteJournalTests() : JournalContract(JournalProvider.Sqlite, faultSeed: null);

public sealed class FaultySqliteJournalTests() : JournalContract(JournalProvider.Sqlite, faultSeed: 20301);

[OnPostgres]
public sealed class PostgreSqlJournalTests() : JournalContract(JournalProvider.PostgreSql, faultSeed: null);

[OnPostgres]
public sealed class FaultyPostgreSqlJournalTests() : JournalContract(JournalProvider.PostgreSql, faultSeed: 20302);
