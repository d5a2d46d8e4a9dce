namespace Workflows.Server.Requests;

/// <summary>The limits of requests that settings can move.</summary>
/// <param name="MaxInputBytes">
/// The input of an execution, the payload of an event, what a task brought. In bytes. Default: 262,144 (256 KiB), setting <c>Limits:MaxPayloadBytes</c>.
/// </param>
public sealed record RequestLimits(int MaxInputBytes)
{
    private const int Envelope = 64 * 1024;

    /// <summary>The defaults.</summary>
    public static readonly RequestLimits Default = new(256 * 1024);

    /// <summary>A request that carries such data: the data and 64 KiB around them. In bytes.</summary>
    public int MaxPayloadRequestBytes => MaxInputBytes + Envelope;
}
