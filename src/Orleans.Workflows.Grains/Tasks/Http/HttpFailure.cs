using System.Net.Sockets;
using System.Security.Authentication;
using Workflows.Language.Data;

namespace Workflows.Grains.Tasks.Http;

/// <summary>Which error an exception of the HTTP client is. The words are ours: those of the client name its settings and its types.</summary>
internal static class HttpFailure
{
    /// <summary>The error, its cause as a part of a sentence; null for an exception that is none of the client's.</summary>
    public static WorkflowError? Of(Exception failure) =>
        failure switch
        {
            HttpRequestException request => Of(request.HttpRequestError, request),
            HttpIOException io => Of(io.HttpRequestError, io),
            InvalidDataException => Invalid("the body of the answer is not packed as its content encoding says"),
            IOException or SocketException => Failed(ReasonOf(failure) ?? "the connection broke"),
            // A cancellation that is not ours is the client's: the connection took too long.
            OperationCanceledException => Failed("no connection within the time for it"),
            _ => null,
        };

    private static WorkflowError Of(HttpRequestError error, Exception failure) =>
        error switch
        {
            HttpRequestError.InvalidResponse => Invalid("the answer is not HTTP as it should be"),
            HttpRequestError.ConfigurationLimitExceeded => Invalid("the headers of the answer are too long"),
            HttpRequestError.ResponseEnded => Failed("the connection ended before the answer was complete"),
            HttpRequestError.NameResolutionError => Failed("the name of the host cannot be resolved"),
            _ => Failed(ReasonOf(failure) ?? "the connection failed"),
        };

    // The texts of the operating system and of TLS are written for people.
    private static string? ReasonOf(Exception failure) =>
        failure.GetBaseException() is SocketException or AuthenticationException ? failure.GetBaseException().Message.TrimEnd('.') : null;

    private static WorkflowError Invalid(string cause) => new(HttpErrors.InvalidResponse, cause);

    private static WorkflowError Failed(string cause) => new(HttpErrors.ConnectionFailed, cause);
}
