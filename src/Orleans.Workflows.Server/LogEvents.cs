namespace Workflows.Server;

/// <summary>The event ids of this project's log messages, in one list so that none is given twice.</summary>
internal static class LogEvents
{
    public const int Listening = 5000;
    public const int NoAuthentication = 5001;
    public const int RequestFailed = 5010;
    public const int RequestUnavailable = 5011;
}
