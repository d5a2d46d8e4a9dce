namespace Workflows.Server.Tests.Starting;

/// <summary>What a process of the server finds around it.</summary>
internal sealed record ServerSurroundings
{
    /// <summary>Variables of its environment.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>();

    /// <summary>The program that starts it; empty for none.</summary>
    public IReadOnlyList<string> Prefix { get; init; } = [];

    /// <summary>
    /// A process whom the permissions of files bind. They do not bind root; without these capabilities root is a user like any other, who can still read the program.
    /// </summary>
    public static ServerSurroundings Unprivileged { get; } =
        new() { Prefix = Environment.UserName == "root" ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner"] : [] };
}
