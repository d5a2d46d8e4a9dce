using Workflows.Language.Data;
using Workflows.Language.Expressions;

namespace Workflows.Grains.Tasks.Mocks;

/// <summary>Answers tasks from a mock file.</summary>
internal sealed class MockExecutor(MockFile file, Entropy entropy, TimeProvider time) : ITaskExecutor
{
    /// <summary>None: it answers for whole resources, whatever their scheme.</summary>
    public string Scheme => "";

    /// <summary>What the file has entries for.</summary>
    public IEnumerable<string> Resources => file.Resources.Keys;

    /// <summary>Whether the file has entries for a resource.</summary>
    public bool Answers(string resource) => file.Resources.ContainsKey(resource);

    /// <summary>Answers one attempt with the first entry that matches.</summary>
    public async ValueTask<TaskOutcome> ExecuteAsync(TaskAttempt request, CancellationToken cancellationToken)
    {
        var context = new EvaluationContext(request.Input, new EmptySurroundings(entropy));
        foreach (var entry in file.Resources[request.Resource])
        {
            if (entry.When?.IsTrue(context) == false)
                continue;

            var answer = entry.For(request.Attempt);
            if (answer.Delay > TimeSpan.Zero)
                await Task.Delay(answer.Delay, time, cancellationToken);
            return answer.Error is { } error ? TaskOutcome.Failed(error.Name, error.Cause) : TaskOutcome.Completed(answer.Result!);
        }
        return TaskOutcome.Failed(ErrorNames.TaskFailed, "no mock matches");
    }
}
