namespace Workflows.Grains.Tasks;

/// <summary>How much work one silo does at the same time.</summary>
public sealed class TaskOptions
{
    /// <summary>Attempts of one resource that run at the same time on a silo; more wait for their turn. Default: 64.</summary>
    public int MaxConcurrencyPerResource { get; set; } = 64;

    /// <summary>Attempts that run at the same time on a silo. Default: 1,024.</summary>
    public int MaxConcurrency { get; set; } = 1_024;

    /// <summary>
    /// Where the REST API can be reached from outside, for example <c>https://workflows.example.com</c>: the addresses of callbacks begin with it. Default: none, then whoever is
    /// asked for a callback only gets the token.
    /// </summary>
    public string? PublicUrl { get; set; }

    /// <summary>Who is asked for callbacks over HTTP: the address by the name behind <c>callback:</c>. Default: nobody; then handlers and mocks are asked.</summary>
    public Dictionary<string, string> Webhooks { get; } = new(StringComparer.Ordinal);

    /// <summary>How long running attempts may go on when the silo stops, before their tokens are cancelled. In seconds. Default: 10.</summary>
    public double DrainSeconds { get; set; } = 10;
}
