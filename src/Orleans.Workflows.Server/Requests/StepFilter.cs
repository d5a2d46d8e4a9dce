using Workflows.Core.History;
using Workflows.Language.Documents;

namespace Workflows.Server.Requests;

/// <summary>The filters of the list of steps.</summary>
/// <param name="Statuses">One of them; empty for any.</param>
/// <param name="State">The name of the state; null for any.</param>
/// <param name="HasPayloads">Whether the steps come with what they carry.</param>
public sealed record StepFilter(IReadOnlyList<StepStatus> Statuses, string? State, bool HasPayloads)
{
    /// <summary>What a page token is good for.</summary>
    public string Scope => $"{string.Join(',', Statuses)}\n{State}";

    /// <summary>Whether it takes every step.</summary>
    public bool TakesAll => Statuses.Count == 0 && State is null;

    /// <summary>Reads the filters of a request; mistakes go to <paramref name="query"/>.</summary>
    /// <param name="query">The query parameters.</param>
    /// <param name="known">The statuses that can be asked for.</param>
    public static StepFilter Read(RequestQuery query, IReadOnlyList<StepStatus> known)
    {
        var statuses = new List<StepStatus>();
        foreach (var text in query.Texts("status"))
        {
            if (known.FirstOrDefault(status => status.ToString() == text) is var status and not StepStatus.None)
                statuses.Add(status);
            else
                query.Add("status", ProblemCodes.InvalidValue, $"A status is one of {string.Join(", ", known)}.");
        }
        var payloads = query.Text("payloads");
        if (payloads is not (null or "true" or "false"))
            query.Add("payloads", ProblemCodes.InvalidValue, "The value must be true or false.");
        return new StepFilter(statuses, query.PlainText("state"), payloads != "false");
    }

    /// <summary>Whether a step is listed.</summary>
    public bool Takes(StepRecord step) => (Statuses.Count == 0 || Statuses.Contains(step.Status)) && (State is null || step.State == State);
}
