namespace Workflows.Server.Startup;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    /// <summary>The text.</summary>
    public const string Text = """
        Orleans.Workflows.Server: runs workflows, and answers REST requests.

          Orleans.Workflows.Server [--Name value]...          serves until Ctrl-C or SIGTERM
          Orleans.Workflows.Server --health [--urls URL]      exit code 0 when the server at that address takes work, else 1
          Orleans.Workflows.Server --version | --help

        Nothing has to be set. Settings come from appsettings.json beside the program, from environment variables
        (Storage__Provider=PostgreSql) or from the command line (--Storage:Provider PostgreSql); the last one wins.

          --urls                        where it listens; default http://127.0.0.1:8080; several with ';' between them
          --Storage:Provider            Sqlite (one process, the default) or PostgreSql (any number of servers)
          --Storage:ConnectionString    default "Data Source=data/workflows.db"; for PostgreSQL
                                        "Host=127.0.0.1;Database=workflows;Username=workflows;Password=..."
          --Storage:StartTimeoutSeconds how long the start waits for PostgreSQL; default 60
          --Storage:QueueCapacity       writes that wait or are under way at a time; default 20000
          --Mocks:File                  a YAML file with answers for tasks that have no handler
          --Http:AllowedHosts           hosts that HTTP tasks may call, such as "localhost:9000;api.example.com";
                                        without it every host with a public address, and no private one
          --Http:AllowPrivateNetworks   true: HTTP tasks may call private addresses, too
          --Tasks:PublicUrl             how others reach this server; the URLs of callbacks begin with it
          --Tasks:Webhooks:NAME         the URL that is asked for the resource callback:NAME
          --Server:AllowedHosts         host names that requests to this server may name
          --Server:MaxConcurrentRequests, --Server:MaxWaitingRequests, --Server:MaxConnections
          --Silo:AdvertisedAddress      the IP address by which the other servers of a cluster reach this one
          --Silo:Port, --Silo:GatewayPort, --Silo:ClusterId
          --Limits:MaxLiveExecutions    executions in a server's memory, from where on starts are refused; default 20000
          --Limits:NAME                 what one execution may use: docs/language.md
          --Retention:SucceededDays, --Retention:FailedDays, --Retention:TimedOutDays, --Retention:CancelledDays
          --Logging:LogLevel:Default    Information, Debug, Warning, ...

        README.md explains them all. A wrong setting ends the start with one sentence and exit code 1; with
        ORLEANS_WORKFLOWS_TRACE=1 in the environment, a start that fails shows its stack trace.
        """;
}
