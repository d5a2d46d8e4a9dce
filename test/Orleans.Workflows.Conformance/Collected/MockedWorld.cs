using System.Text;
using Workflows.Conformance.World;
using Workflows.Grains.Tasks.Mocks;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Expressions;

namespace Workflows.Conformance.Collected;

/// <summary>A world in which a mock file answers, read by the engine's own reader. A worker or a service that it does not name never answers.</summary>
internal sealed class MockedWorld(MockFile file, Entropy entropy) : IWorld
{
    /// <summary>The world of a case.</summary>
    public static MockedWorld Of(CollectedCase one, Entropy entropy) =>
        new(one.Mocks is null ? MockFile.Empty : MockFileReader.Read(Encoding.UTF8.GetBytes(one.Mocks), DocumentFormat.Yaml), entropy);

    /// <summary>Whether the file has entries for a resource.</summary>
    public bool Answers(string resource) => file.Resources.ContainsKey(resource);

    /// <inheritdoc/>
    public Answer? Answer(string resource, string service, JsonData input, int attempt)
    {
        if (!file.Resources.TryGetValue(service, out var entries) && !file.Resources.TryGetValue(resource, out entries))
            return service.Contains(':', StringComparison.Ordinal)
                ? null
                : World.Answer.Failed(ErrorNames.ResourceNotFound, $"No mock is registered for resource '{service}'.");

        var context = new EvaluationContext(input, new EmptySurroundings(entropy));
        if (entries.FirstOrDefault(entry => entry.When?.IsTrue(context) != false) is not { } entry)
            return World.Answer.Failed(ErrorNames.TaskFailed, "no mock matches");
        var answer = entry.For(attempt);
        // Whoever takes a request with a token does no more than that.
        var isTaken = answer.Error is null && service.EndsWith(".waitForTaskToken", StringComparison.Ordinal);
        return isTaken ? null : new Answer(answer.Delay, answer.Result, answer.Error);
    }
}
