using System.Text.RegularExpressions;

namespace Workflows.Language.Model;

/// <summary>A name that AWS documents give to a function or a state machine.</summary>
/// <param name="Name">The name alone.</param>
/// <param name="Qualifier">The version or alias; null when left out.</param>
public sealed record AwsName(string Name, string? Qualifier);

/// <summary>Finds the names of functions and state machines in ARNs: what they are called here.</summary>
public static partial class AwsNames
{
    /// <summary>
    /// The function that a <c>FunctionName</c> means: a name, a partial ARN or a whole one, each with or without a version or alias;
    /// null when it is none of them.
    /// </summary>
    public static AwsName? Function(string text) => Read(AnyFunction().Match(text));

    /// <summary>The function of a whole ARN; null when it is of something else.</summary>
    public static AwsName? FunctionOfArn(string arn) => Read(WholeFunction().Match(arn));

    /// <summary>
    /// The workflow that a <c>StateMachineArn</c> means, with the version or alias behind it; also <c>NAME</c> or <c>NAME@VERSION</c> as
    /// our own documents name workflows. Null when it is neither.
    /// </summary>
    public static AwsName? StateMachine(string text)
    {
        if (Read(StateMachineArn().Match(text)) is { } machine)
            return machine;
        return TaskResource.TryParse($"workflow:{text}", out var workflow, out _) ? new AwsName(workflow.Name, workflow.Version) : null;
    }

    private static AwsName? Read(Match match)
    {
        if (!match.Success)
            return null;
        var qualifier = match.Groups["qualifier"];
        return new AwsName(match.Groups["name"].Value, qualifier.Success ? qualifier.Value : null);
    }

    [GeneratedRegex(
        @"^arn:aws[a-z0-9-]*:lambda:[a-z0-9-]*:[a-z0-9-]*:function:(?<name>[A-Za-z0-9_-]+)(:(?<qualifier>[A-Za-z0-9_$-]+))?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex WholeFunction();

    [GeneratedRegex(
        @"^((arn:aws[a-z0-9-]*:lambda:)?[a-z0-9-]*:?[0-9]*:function:)?(?<name>[A-Za-z0-9_.-]+)(:(?<qualifier>[A-Za-z0-9_$-]+))?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex AnyFunction();

    [GeneratedRegex(
        @"^arn:aws[a-z0-9-]*:states:[a-z0-9-]*:[a-z0-9-]*:stateMachine:(?<name>[^\s:]{1,80})(:(?<qualifier>[^\s:]{1,80}))?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex StateMachineArn();
}
