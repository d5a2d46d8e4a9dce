namespace Workflows.Grains.Tasks.Http;

/// <summary>
/// The executor of URLs: sends the request that the task's input describes, and takes the body of the answer as the result.
/// </summary>
internal sealed class HttpExecutor(string scheme, HttpCalls calls) : ITaskExecutor
{
    public string Scheme => scheme;

    public TimeSpan? DefaultTimeout { get; } = TimeSpan.FromSeconds(60);

    public async ValueTask<TaskOutcome> ExecuteAsync(TaskAttempt request, CancellationToken cancellationToken)
    {
        try
        {
            using var message = HttpRequestReader.Read(request.Resource, request.Input);
            return TaskOutcome.Completed(await calls.SendAsync(message, request, cancellationToken));
        }
        catch (HttpTaskException failure)
        {
            return TaskOutcome.Failed(failure.Error, failure.Message);
        }
    }
}
