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
            // Who is asked for a callback only says that the request was taken; what else stands in the answer is for nobody.
            var takesBody = request.Token is null;
            return TaskOutcome.Completed(await calls.SendAsync(message, request, takesBody, cancellationToken));
        }
        catch (HttpTaskException failure)
        {
            return TaskOutcome.Failed(failure.Error, failure.Message);
        }
    }
}
