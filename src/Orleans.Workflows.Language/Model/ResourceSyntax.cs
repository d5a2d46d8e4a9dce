using System.Text.RegularExpressions;

namespace Workflows.Language.Model;

/// <summary>The grammar of resources. The table in the language's documentation is this file in words.</summary>
internal static partial class ResourceSyntax
{
    private const string TokenSuffix = ".waitForTaskToken";

    /// <summary>What is wrong with any resource, whatever it names; null when nothing is.</summary>
    public static string? Complaint(string text) =>
        text.Length is 0 or > TaskResource.LongestText || text.Any(char.IsControl) || text.Trim() != text
            ? $"it has 1 to {TaskResource.LongestText} characters, no control characters, and no space around it"
            : null;

    /// <summary>The resource, or what is wrong with it.</summary>
    public static (TaskResource? Resource, string? Error) Parse(string text)
    {
        var match = Scheme().Match(text);
        if (!match.Success)
            return (new TaskResource(TaskResourceKind.Handler, text) { Name = text }, null);
        var (scheme, rest) = (match.Groups["scheme"].Value, text[match.Length..]);
        return scheme switch
        {
            "http" or "https" => Http(text),
            "workflow" => Workflow(text, rest),
            "worker" => Named(TaskResourceKind.Worker, text, rest, "worker:QUEUE"),
            "callback" => Callback(text, rest),
            "arn" => FromArn(text),
            _ => Uri.IsWellFormedUriString(text, UriKind.Absolute)
                ? (Other(text), null)
                : (null, "with a scheme it is http:, https:, workflow:, worker:, callback:, arn: or another URI"),
        };
    }

    private static (TaskResource?, string?) Http(string text) =>
        UrlTemplate.TryParse(text, out _, out var complaint)
            ? (new TaskResource(TaskResourceKind.Http, text) { Name = text }, null)
            : (null, complaint);

    private static (TaskResource?, string?) Workflow(string text, string rest)
    {
        var at = rest.IndexOf('@', StringComparison.Ordinal);
        var (name, version) = at < 0 ? (rest, null) : (rest[..at], rest[(at + 1)..]);
        return WorkflowNames.IsValid(name) && (version is null || WorkflowNames.IsValidVersion(version))
            ? (new TaskResource(TaskResourceKind.Workflow, text) { Name = name, Version = version }, null)
            : (null, "it must be workflow:NAME or workflow:NAME@VERSION");
    }

    private static (TaskResource?, string?) Callback(string text, string rest)
    {
        var (resource, error) = Named(TaskResourceKind.Callback, text, rest, "callback:NAME");
        return (resource is null ? null : resource with { Completion = TaskCompletion.Token }, error);
    }

    private static (TaskResource?, string?) Named(TaskResourceKind kind, string text, string name, string shape) =>
        WorkflowNames.IsValid(name)
            ? (new TaskResource(kind, text) { Name = name }, null)
            : (null, $"it must be {shape}, whose name has 1 to 80 letters, digits, '_', '.' or '-', and begins with a letter or digit");

    private static (TaskResource?, string?) FromArn(string text)
    {
        if (!Arn().IsMatch(text))
            return (null, "it must be arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE");
        if (AwsNames.FunctionOfArn(text) is { } function)
            return (new TaskResource(TaskResourceKind.Handler, text) { Name = function.Name, Version = function.Qualifier }, null);
        if (OfFunction().IsMatch(text))
            return (null, "a function's ARN is arn:aws:lambda:REGION:ACCOUNT:function:NAME, with :VERSION or :ALIAS behind it or without");
        if (Activity().Match(text) is { Success: true } activity)
            return (new TaskResource(TaskResourceKind.Worker, text) { Name = activity.Groups["name"].Value }, null);
        if (Integration().Match(text) is { Success: true } integration)
            return (OfIntegration(text, integration), null);
        return (Other(text), null);
    }

    private static TaskResource OfIntegration(string text, Match integration)
    {
        var (action, pattern) = (integration.Groups["action"].Value, integration.Groups["pattern"].Value);
        return (action, pattern) switch
        {
            ("lambda:invoke", "") => new TaskResource(TaskResourceKind.LambdaInvoke, text),
            ("lambda:invoke", TokenSuffix) => new TaskResource(TaskResourceKind.LambdaInvoke, text) { Completion = TaskCompletion.Token },
            ("states:startExecution", _) => new TaskResource(TaskResourceKind.StartExecution, text) { Completion = Completion(pattern) },
            _ => Other(text),
        };
    }

    private static TaskResource Other(string text) =>
        new(TaskResourceKind.OtherArn, text) { Name = text, Completion = Completion(Pattern().Match(text).Value) };

    private static TaskCompletion Completion(string pattern) =>
        pattern switch
        {
            TokenSuffix => TaskCompletion.Token,
            ".sync" => TaskCompletion.Job,
            ".sync:2" => TaskCompletion.JobWithJson,
            _ => TaskCompletion.Response,
        };

    [GeneratedRegex(@"^(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Scheme();

    [GeneratedRegex(
        @"^arn:aws[a-z0-9-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9-]*:\S+\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Arn();

    [GeneratedRegex(@"^arn:[^:]*:lambda:[^:]*:[^:]*:function(:|\z)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OfFunction();

    [GeneratedRegex(
        @"^arn:aws[a-z0-9-]*:states:[a-z0-9-]+:[0-9]+:activity:(?<name>[^\s<>{}\[\]?*""#%\\^|~`$&,;:/]{1,80})\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Activity();

    [GeneratedRegex(
        @"^arn:aws[a-z0-9-]*:states:::(?<action>[A-Za-z0-9-]+:[A-Za-z0-9]+)(?<pattern>\.waitForTaskToken|\.sync(:2)?|)\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Integration();

    [GeneratedRegex(@"(\.waitForTaskToken|\.sync(:2)?)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pattern();
}
