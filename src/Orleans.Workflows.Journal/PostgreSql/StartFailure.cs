using Npgsql;
using Workflows.Journal.Composition;
using Workflows.Journal.Schema;

namespace Workflows.Journal.PostgreSql;

/// <summary>What is said when PostgreSQL answers, and refuses what the start needs.</summary>
internal static class StartFailure
{
    /// <summary>A sentence with the cause and what to change.</summary>
    public static DatabaseRefusedException Describe(NpgsqlException failure, JournalOptions options)
    {
        var to = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        var user = to.Username ?? Environment.UserName;
        var sentence = failure is PostgresException refusal
            ? Describe(refusal, to.Database ?? user, user, PlaceOf(to))
            : $"{PlaceOf(to)} cannot be used: {WithoutFullStop(failure.Message)}; correct Storage:ConnectionString.";
        return new DatabaseRefusedException(sentence, failure);
    }

    /// <summary>Where the database is, as it stands in sentences.</summary>
    public static string PlaceOf(NpgsqlConnectionStringBuilder to) => $"PostgreSQL at {to.Host}:{to.Port}";

    private static string Describe(PostgresException refusal, string database, string user, string place) =>
        refusal.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword =>
                $"{place} refuses the password of the user '{user}': correct Username and Password in Storage:ConnectionString.",
            PostgresErrorCodes.InvalidAuthorizationSpecification =>
                $"{place} does not let the user '{user}' in ({refusal.MessageText}): correct Username in Storage:ConnectionString, or create the role and allow it in pg_hba.conf.",
            PostgresErrorCodes.InvalidCatalogName =>
                $"{place} has no database '{database}': correct Database in Storage:ConnectionString, or create it with CREATE DATABASE \"{database}\" OWNER \"{user}\".",
            PostgresErrorCodes.InsufficientPrivilege =>
                $"{place} does not let the user '{user}' make or use the tables in the database '{database}' ({refusal.MessageText}): make the user its owner with ALTER DATABASE \"{database}\" OWNER TO \"{user}\", or grant it what is missing.",
            PostgresErrorCodes.InvalidSchemaName =>
                $"{place} has no schema in the database '{database}' where tables can be made ({refusal.MessageText}): correct Search Path in Storage:ConnectionString, or create the schema.",
            _ =>
                $"{place} refuses to make the tables in the database '{database}': {WithoutFullStop(refusal.MessageText)} ({refusal.SqlState}).",
        };

    private static string WithoutFullStop(string text) => text.Split('\n')[0].TrimEnd().TrimEnd('.');
}
