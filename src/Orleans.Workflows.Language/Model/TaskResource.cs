using System.Diagnostics.CodeAnalysis;

namespace Workflows.Language.Model;

/// <summary>Who can do the work of a task.</summary>
public enum TaskResourceKind
{
    /// <summary>Nobody; rejected.</summary>
    None = 0,

    /// <summary>A handler registered in the host: a name without a scheme, or the ARN of a Lambda function.</summary>
    Handler,

    /// <summary>An HTTP call: <c>http://…</c>, <c>https://…</c>.</summary>
    Http,

    /// <summary>A child execution: <c>workflow:NAME[@VERSION]</c>.</summary>
    Workflow,

    /// <summary>An external worker that polls a queue: <c>worker:QUEUE</c>, or the ARN of an activity.</summary>
    Worker,

    /// <summary>Somebody outside, who is asked and calls back: <c>callback:NAME</c>.</summary>
    Callback,

    /// <summary>The handler that <c>FunctionName</c> in the task's input names: <c>arn:aws:states:::lambda:invoke</c>.</summary>
    LambdaInvoke,

    /// <summary>
    /// A child execution of the workflow that <c>StateMachineArn</c> in the task's input names:
    /// <c>arn:aws:states:::states:startExecution</c>.
    /// </summary>
    StartExecution,

    /// <summary>Any other well-formed ARN or URI: only a mock can answer for it.</summary>
    OtherArn,
}

/// <summary>When a task that asked a service is complete. ASL calls these the service integration patterns.</summary>
public enum TaskCompletion
{
    /// <summary>No moment; rejected.</summary>
    None = 0,

    /// <summary>When the service has answered.</summary>
    Response,

    /// <summary>When the job that was started has ended: <c>.sync</c>, whose result carries the job's output as a JSON text.</summary>
    Job,

    /// <summary>When the job that was started has ended: <c>.sync:2</c>, whose result carries the job's output as JSON.</summary>
    JobWithJson,

    /// <summary>When somebody returns the task's token: <c>.waitForTaskToken</c>, and every <c>callback:</c>.</summary>
    Token,
}

/// <summary>A <c>resource</c>, taken apart.</summary>
/// <param name="Kind">Who does the work.</param>
/// <param name="Text">The resource as it was written.</param>
public sealed record TaskResource(TaskResourceKind Kind, string Text)
{
    /// <summary>The longest resource, in characters.</summary>
    public const int LongestText = 2048;

    /// <summary>
    /// The name behind the scheme: of the handler, workflow, queue or callback; the URL of an HTTP call; the whole ARN of any other.
    /// Empty where the task's input names it (<see cref="TaskResourceKind.LambdaInvoke"/>, <see
    /// cref="TaskResourceKind.StartExecution"/>).
    /// </summary>
    public string Name { get; init; } = "";

    /// <summary>The version of the workflow, or the version or alias of the function; null when left out.</summary>
    public string? Version { get; init; }

    /// <summary>When the task is complete.</summary>
    public TaskCompletion Completion { get; init; } = TaskCompletion.Response;

    /// <summary>True when the task is complete once somebody returns its token.</summary>
    public bool WaitsForToken => Completion == TaskCompletion.Token;

    /// <summary>Takes a resource apart.</summary>
    /// <param name="text">For example <c>workflow:shipping@2</c>.</param>
    /// <param name="resource">The resource; null when the text is none.</param>
    /// <param name="error">What is wrong, as the rest of a sentence; null when nothing is.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out TaskResource? resource, [NotNullWhen(false)] out string? error)
    {
        (resource, error) = (null, ResourceSyntax.Complaint(text));
        if (error is null)
            (resource, error) = ResourceSyntax.Parse(text);
        return resource is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
