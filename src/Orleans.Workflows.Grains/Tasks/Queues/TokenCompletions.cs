using Workflows.Core.Commands;
using Workflows.Core.Events;
using Workflows.Core.Work;
using Workflows.Grains.Contracts;
using Workflows.Grains.Executions;
using Workflows.Journal;
using Workflows.Language.Data;

namespace Workflows.Grains.Tasks.Queues;

/// <summary>Brings what callbacks and workers say to the execution that gave the token away; there, and only there, it is known whether the token is genuine.</summary>
internal sealed class TokenCompletions(IGrainFactory grains, IJournal journal, ExecutionLoader loader) : ITaskCompletions
{
    /// <inheritdoc/>
    public Task<TokenOutcome> CompleteAsync(string token, JsonData output, CancellationToken cancellationToken = default) =>
        OutcomeCheck.ErrorOf(TaskOutcome.Completed(output)) is { } error
            ? SendAsync(token, parts => new FailTask(parts.Step, parts.Attempt, error), cancellationToken)
            : SendAsync(token, parts => new CompleteTask(parts.Step, parts.Attempt, output), cancellationToken);

    /// <inheritdoc/>
    public Task<TokenOutcome> FailAsync(string token, string error, string? cause, CancellationToken cancellationToken = default)
    {
        var failure = OutcomeCheck.ErrorOf(OutcomeCheck.Thrown(error, cause, "Whoever completed the task"))!;
        return SendAsync(token, parts => new FailTask(parts.Step, parts.Attempt, failure), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<TokenOutcome> HeartbeatAsync(string token, CancellationToken cancellationToken = default) =>
        SendAsync(token, parts => new HeartbeatTask(parts.Step, parts.Attempt), cancellationToken);

    private async Task<TokenOutcome> SendAsync(string text, Func<TaskToken, Command> commandOf, CancellationToken cancellationToken)
    {
        if (!TaskTokens.TryParse(text, out var token) || !ExecutionIds.CanExist(token.ExecutionId))
            return TokenOutcome.NotFound;

        var command = commandOf(token);
        var reply = await grains
            .ByKey<IExecutionGrain>(token.ExecutionId)
            .UseTokenAsync(token.Mac, OutcomeMessage.Of(command))
            .WaitAsync(cancellationToken);
        return reply.Kind switch
        {
            ReplyKind.Accepted => TokenOutcome.Accepted,
            ReplyKind.NotFound => TokenOutcome.NotFound,
            _ => await HoldsAsync(token, command, cancellationToken) ? TokenOutcome.Repeated : TokenOutcome.Gone,
        };
    }

    // The winner may ask again: its answer may have been lost.
    private async Task<bool> HoldsAsync(TaskToken token, Command command, CancellationToken cancellationToken)
    {
        if (command is HeartbeatTask || await journal.ReadSummaryAsync(token.ExecutionId, cancellationToken) is not { } summary)
            return false;

        await foreach (var happened in loader.ReadEventsAsync(summary, 0, cancellationToken))
        {
            if (happened is TaskCompleted done && done.Step == token.Step && done.Attempt == token.Attempt)
                return command is CompleteTask completion && completion.Result.ValueEquals(done.Result);
            if (happened is TaskFailed failed && failed.Step == token.Step && failed.Attempt == token.Attempt)
                return command is FailTask failure && failure.Error == new WorkflowError(failed.Error, failed.Cause);
        }

        return false;
    }
}
