using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Orleans.Runtime;
using Workflows.Grains.Contracts;
using Workflows.Journal;

namespace Workflows.Server.Problems;

/// <summary>Turns what endpoints throw into problem details that give away no stack, SQL or type name.</summary>
public sealed partial class ApiExceptionHandler(ILogger<ApiExceptionHandler> logger, IHostApplicationLifetime lifetime) : IExceptionHandler
{
    /// <summary>When to come again after the storage or a silo was away: 1 s, about what a reconnect takes.</summary>
    public static readonly TimeSpan PauseAfterOutage = TimeSpan.FromSeconds(1);

    private const string OutcomeUnknown =
        "Whether the request was carried out is not known; it can be repeated with the same id or Idempotency-Key.";

    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
            return true;

        await AnswerTo(httpContext, exception).ExecuteAsync(httpContext);
        return true;
    }

    private static string DetailOf(string method, StorageUnavailableException unavailable) =>
        HttpMethods.IsGet(method) ? unavailable.Message
        : unavailable.IsOutcomeKnown ? $"{unavailable.Message} Nothing was changed."
        : $"{unavailable.Message} {OutcomeUnknown}";

    private ProblemAnswer AnswerTo(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException bad:
                // The messages of the framework name its settings; ours are about the request.
                return new(ProblemType.ForStatus(bad.StatusCode), bad.InnerException is null ? null : bad.Message)
                {
                    Status = bad.StatusCode,
                };
            case StorageUnavailableException unavailable:
                // The journal has logged it, once for all requests.
                return new(ProblemType.Unavailable, DetailOf(context.Request.Method, unavailable)) { RetryAfter = unavailable.RetryAfter };
            case JournalStoppedException or DbException or TimeoutException or OrleansException or OperationCanceledException:
                LogUnavailable(context.Request.Method, context.Request.Path, exception);
                return new(ProblemType.Unavailable, OutcomeUnknown) { RetryAfter = PauseAfterOutage };
            default:
                if (!lifetime.ApplicationStopping.IsCancellationRequested)
                {
                    LogFailed(context.Request.Method, context.Request.Path, exception);
                    return new(ProblemType.InternalError, "The server's log tells more.");
                }
                LogUnavailable(context.Request.Method, context.Request.Path, exception);
                return new(ProblemType.Unavailable, "The server is stopping.") { RetryAfter = PauseAfterOutage };
        }
    }
}
