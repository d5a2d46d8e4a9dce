using System.Data.Common;
using System.Net;
using Npgsql;
using Workflows.Journal.Composition;

namespace Workflows.Journal.PostgreSql;

/// <summary>The connections to one PostgreSQL database.</summary>
internal sealed class PostgreSqlDatabase : JournalDatabase
{
    // Statements are prepared before their tables have any statistics. Without these settings the planner may choose a scan of the (then
    // empty)
    // summaries and keep it while they grow.
    private const string PlannerSettings = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off";

    private const string Example = "Host=127.0.0.1;Database=workflows;Username=workflows";

    /// <summary>
    /// How many connections read at a time where the connection string does not say (Npgsql's default is 100). More would not read faster, and after an outage they are all
    /// made anew at once.
    /// </summary>
    public const int MaxReaders = 40;

    private const int NpgsqlMaxPoolSize = 100;

    public PostgreSqlDatabase(JournalOptions options)
    {
        var timeout = (int)options.CommandTimeout.TotalSeconds;
        var readers = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            MaxAutoPrepare = 50,
            AutoPrepareMinUsages = 3,
            CommandTimeout = timeout,
            // Nobody leaves anything behind in a session; its reset would be seven statements in front of every read.
            NoResetOnClose = true,
        };
        if (readers.MaxPoolSize == NpgsqlMaxPoolSize)
            readers.MaxPoolSize = Math.Max(MaxReaders, readers.MinPoolSize);
        Readers = NpgsqlDataSource.Create(readers);
        var writers = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            CommandTimeout = timeout,
            ApplicationName = "workflows-journal",
            // One per lane, one each for owners, leases, takings, leases of tasks and probes, and one to spare for each that is being replaced.
            MinPoolSize = 0,
            MaxPoolSize = (options.Lanes + 5) * 2,
        };
        writers.Options = $"{writers.Options} {PlannerSettings}".Trim();
        Writers = NpgsqlDataSource.Create(writers);
    }

    /// <summary>What is wrong with a connection string; null when Npgsql can read it.</summary>
    public static string? ProblemOf(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString) switch
            {
                { Host: null } => $"ConnectionString must name the Host of PostgreSQL, such as '{Example}'.",
                { Port: (< 1 or > IPEndPoint.MaxPort) and var port } =>
                    $"ConnectionString must name a Port from 1 to {IPEndPoint.MaxPort}, not {port}.",
                _ => null,
            };
        }
        catch (Exception malformed) when (malformed is ArgumentException or KeyNotFoundException or FormatException or OverflowException)
        {
            return $"ConnectionString is not one of PostgreSQL: {ReasonOf(malformed)}; it looks like '{Example}'.";
        }
    }

    public override string Invariant => "Npgsql";

    public override DbDataSource DataSource => Readers;

    /// <summary>For reads, and for Orleans' providers.</summary>
    public NpgsqlDataSource Readers { get; }

    /// <summary>For the journal's writers.</summary>
    public NpgsqlDataSource Writers { get; }

    public override async ValueTask DisposeAsync()
    {
        await Writers.DisposeAsync();
        await Readers.DisposeAsync();
    }

    private static string ReasonOf(Exception malformed)
    {
        // Npgsql names the keyword as the parameter, and keeps what is wrong with it as the inner exception.
        var cause = malformed.InnerException ?? malformed;
        var keyword = (malformed as ArgumentException)?.ParamName;
        return cause is KeyNotFoundException ? $"it has no keyword '{keyword}'"
            : keyword is null ? FirstLine(cause)
            : $"{keyword}: {FirstLine(cause)}";
    }

    private static string FirstLine(Exception malformed) => malformed.Message.Split('\n')[0].TrimEnd().TrimEnd('.');
}
