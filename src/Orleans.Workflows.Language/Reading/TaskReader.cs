using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>Reads what only a Task state has.</summary>
internal static class TaskReader
{
    private const string RoleArn = "RoleArn";

    /// <summary>The state; null when something that it needs is missing.</summary>
    public static TaskState? Read(Fields fields, ReadState state, string owner)
    {
        var resource = ResourceReader.Read(fields, owner);
        var timeout = fields.DurationSource(Keys.Timeout, Keys.TimeoutPath);
        var heartbeat = fields.DurationSource(Keys.Heartbeat, Keys.HeartbeatPath);
        if (heartbeat?.Literal >= timeout?.Literal)
            fields.Context.Report(
                ProblemCodes.InvalidDuration,
                $"'{fields.Context.Spelled(Keys.Heartbeat)}' must be shorter than '{fields.Context.Spelled(Keys.Timeout)}'.",
                fields.Node
            );
        var credentials = fields.Take(Keys.Credentials);
        fields.TemplateObject(credentials);
        if (
            credentials?.Value is ObjectNode given
            && given.Find(RoleArn) is null
            && (fields.Context.IsJsonata || given.Find(RoleArn + ".$") is null)
        )
            fields.Context.Refuse(ProblemCodes.MissingKey, $"'{credentials.Name}' needs '{RoleArn}'.", given);
        if (credentials is not null)
            fields.Context.Problems.Add(
                ProblemCodes.IgnoredKey,
                $"'{credentials.Name}' has no meaning outside AWS and is ignored.",
                credentials.Position,
                Severity.Warning
            );
        var compensate = CompensationReader.Read(fields, state);
        var isPerAttempt = ReadIdempotency(fields);
        if (resource is null)
            return null;
        return new TaskState
        {
            Name = state.Name,
            Position = state.Member.Position,
            Target = resource,
            Timeout = timeout,
            Heartbeat = heartbeat,
            Compensate = compensate,
            IsIdempotencyPerAttempt = isPerAttempt,
        };
    }

    private static bool ReadIdempotency(Fields fields)
    {
        var member = fields.Take(Keys.Idempotency);
        if (fields.Text(member) is not { } text)
            return false;
        if (text is not ("step" or "attempt"))
            fields.Context.Report(
                ProblemCodes.InvalidValue,
                "'idempotency' must be step (one key for all attempts) or attempt (a key for each).",
                member!.Value
            );
        return text == "attempt";
    }
}
