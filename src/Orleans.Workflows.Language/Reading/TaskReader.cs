using System.Text.RegularExpressions;
using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>Reads what only a Task state has.</summary>
internal static partial class TaskReader
{
    private const int LongestResource = 2048;

    /// <summary>The state; null when something that it needs is missing.</summary>
    public static TaskState? Read(Fields fields, ReadState state, string owner)
    {
        var resource = ReadResource(fields, owner);
        var timeout = fields.DurationSource(Keys.Timeout, Keys.TimeoutPath);
        var heartbeat = fields.DurationSource(Keys.Heartbeat, Keys.HeartbeatPath);
        if (heartbeat?.Literal >= timeout?.Literal)
            fields.Context.Report(ProblemCodes.InvalidDuration, $"'{fields.Context.Spelled(Keys.Heartbeat)}' must be shorter than '{fields.Context.Spelled(Keys.Timeout)}'.", fields.Node);
        if (fields.Take(Keys.Credentials) is { } credentials)
            fields.Context.Problems.Add(ProblemCodes.IgnoredKey, $"'{credentials.Name}' has no meaning outside AWS and is ignored.", credentials.Position, Severity.Warning);
        var compensate = CompensationReader.Read(fields, state);
        var isPerAttempt = ReadIdempotency(fields);
        if (resource is null)
            return null;
        return new TaskState
        {
            Name = state.Name,
            Position = state.Member.Position,
            Resource = resource,
            Timeout = timeout,
            Heartbeat = heartbeat,
            Compensate = compensate,
            IsIdempotencyPerAttempt = isPerAttempt,
        };
    }

    /// <summary>The resource; null when it is missing or empty. The ARN of a Lambda function stands for the handler of the function's name.</summary>
    public static string? ReadResource(Fields fields, string owner)
    {
        var member = fields.Require(Keys.Resource, owner);
        if (fields.NonEmptyText(member) is not { } resource)
            return null;
        if (resource.Length > LongestResource || resource.Any(char.IsControl) || resource.Trim() != resource)
        {
            fields.Context.Report(ProblemCodes.InvalidValue, $"'{member!.Name}' has at most {LongestResource} characters, no control characters, and no space around it.", member.Value);
            return null;
        }
        return LambdaFunction().Match(resource) is { Success: true } function ? function.Groups["name"].Value : resource;
    }

    private static bool ReadIdempotency(Fields fields)
    {
        var member = fields.Take(Keys.Idempotency);
        if (fields.Text(member) is not { } text)
            return false;
        if (text is not ("step" or "attempt"))
            fields.Context.Report(ProblemCodes.InvalidValue, "'idempotency' must be step (one key for all attempts) or attempt (a key for each).", member!.Value);
        return text == "attempt";
    }

    [GeneratedRegex(
        @"^arn:aws[a-z-]*:lambda:[a-z0-9-]*:[0-9]*:function:(?<name>[A-Za-z0-9_-]+)(:[A-Za-z0-9_$-]+)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex LambdaFunction();
}
