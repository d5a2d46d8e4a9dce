using System.Net.Http.Json;
using Workflows.Grains.Tasks;
using Workflows.Language.Data;

namespace Workflows.CrashHost;

/// <summary>Calls the test, which is another process and writes the call down; its answer is the result.</summary>
internal sealed class CallingHandler(HttpClient client) : ITaskHandler
{
    /// <inheritdoc/>
    public async ValueTask<JsonData> HandleAsync(TaskAttempt attempt, CancellationToken cancellationToken)
    {
        var call = new Call(attempt.ExecutionId, attempt.StepId, attempt.Attempt, attempt.IdempotencyKey);
        using var answer = await client.PostAsJsonAsync("", call, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return JsonData.FromTrustedUtf8(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    /// <summary>What the test writes down.</summary>
    private sealed record Call(string Execution, string StepId, int Attempt, string Key);
}
