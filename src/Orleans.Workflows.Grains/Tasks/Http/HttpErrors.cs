using System.Globalization;
using System.Net;

namespace Workflows.Grains.Tasks.Http;

/// <summary>The errors of HTTP tasks that are not reserved names.</summary>
internal static class HttpErrors
{
    /// <summary>No connection, or one that broke before the answer was there.</summary>
    public const string ConnectionFailed = "Http.ConnectionFailed";

    /// <summary>The settings do not let tasks call that host.</summary>
    public const string HostNotAllowed = "Http.HostNotAllowed";

    /// <summary>The task's input does not say a request that can be sent.</summary>
    public const string InvalidRequest = "Http.InvalidRequest";

    /// <summary>The answer is not what it says it is.</summary>
    public const string InvalidResponse = "Http.InvalidResponse";

    /// <summary>The error of a status, for example <c>Http.404</c>. Retriers and catchers may name its class: <c>Http.4xx</c>.</summary>
    public static string OfStatus(HttpStatusCode status) => string.Create(CultureInfo.InvariantCulture, $"Http.{(int)status:D3}");
}
