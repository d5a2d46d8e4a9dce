namespace Workflows.Server.Startup;

/// <summary>What the process is to do.</summary>
public enum ServerCommand
{
    /// <summary>Nothing; rejected.</summary>
    None = 0,

    /// <summary>Serve until it is stopped.</summary>
    Serve,

    /// <summary>Print how the server is called, and end.</summary>
    Help,

    /// <summary>Print the version, and end.</summary>
    Version,

    /// <summary>Ask a running server whether it is ready, and end with 0 or 1.</summary>
    Health,
}
