using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Language.Data;

namespace Workflows.Grains.Tasks;

/// <summary>
/// The executor of <c>callback:NAME</c>: asks the webhook, else the handler, else the mock called NAME, and hands it the token and the callback's URL. That the request was taken is
/// all that its answer says.
/// </summary>
internal sealed class CallbackExecutor(HandlerExecutor handlers, TaskOptions options, IServiceProvider services) : ITaskExecutor
{
    private const string Prefix = "callback:";

    /// <inheritdoc/>
    public string Scheme => "callback";

    /// <summary>For the request alone, where the state sets no bound: a webhook that never answers must not keep its slot.</summary>
    public TimeSpan? DefaultTimeout { get; } = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public ValueTask<TaskOutcome> ExecuteAsync(TaskAttempt request, CancellationToken cancellationToken)
    {
        var name = request.Resource[Prefix.Length..];
        if (!options.Webhooks.TryGetValue(name, out var url))
            return handlers.ExecuteAsync(request with { Resource = name }, cancellationToken);

        var scheme = url[..Math.Max(0, url.IndexOf(':', StringComparison.Ordinal))];
        var executor = services.GetServices<ITaskExecutor>().FirstOrDefault(executor => executor.Scheme == scheme);
        return executor is null
            ? ValueTask.FromResult(TaskOutcome.Failed(ErrorNames.ResourceNotFound, $"Nobody can call the webhook '{name}'."))
            : executor.ExecuteAsync(request with { Resource = url, Input = RequestOf(request) }, cancellationToken);
    }

    private static JsonData RequestOf(TaskAttempt request)
    {
        var buffer = new ArrayBufferWriter<byte>(request.Input.Size + 512);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        writer.WriteString("method", "POST");
        writer.WriteStartObject("body");
        writer.WriteString("executionId", request.ExecutionId);
        writer.WriteString("workflow", request.Workflow);
        writer.WriteString("stepId", request.StepId);
        writer.WriteNumber("attempt", request.Attempt);
        writer.WriteString("token", request.Token);
        if (request.CallbackUrl is { } callback)
            writer.WriteString("callbackUrl", callback.ToString());
        writer.WritePropertyName("input");
        writer.WriteRawValue(request.Input.Utf8.Span, skipInputValidation: true);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return JsonData.FromTrustedUtf8(buffer.WrittenMemory);
    }
}
