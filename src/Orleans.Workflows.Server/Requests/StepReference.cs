using Workflows.Core.History;
using Workflows.Language.Data;

namespace Workflows.Server.Requests;

/// <summary>How a request names a step: by its exact id, by its number (<c>@14</c>), or as the last visit of an id.</summary>
public static class StepReference
{
    private const string Segment = "/steps/";

    /// <summary>Finds the step.</summary>
    /// <param name="rawTarget">
    /// The path and query of the request as sent: ids contain percent-encoded characters of their own, so the path must be decoded once and not twice.
    /// </param>
    /// <param name="isLastVisit">Whether the last visit of the id is meant.</param>
    /// <returns>Null when there is none.</returns>
    public static StepRecord? Find(IReadOnlyList<StepRecord> steps, string rawTarget, bool isLastVisit)
    {
        var raw = RawIdOf(rawTarget);
        var decoded = Uri.UnescapeDataString(raw);
        // Whoever pastes an id as it was shown has not encoded its percent signs; then it is the raw text that fits.
        return FindById(steps, decoded, isLastVisit) ?? FindById(steps, raw, isLastVisit);
    }

    private static StepRecord? FindById(IReadOnlyList<StepRecord> steps, string id, bool isLastVisit)
    {
        if (id.StartsWith('@'))
            return Digits.TryParse(id.AsSpan(1), out int number) ? steps.FirstOrDefault(step => step.Number == number) : null;
        return isLastVisit ? steps.LastOrDefault(step => IsVisitOf(step.Id, id)) : steps.FirstOrDefault(step => step.Id == id);
    }

    private static bool IsVisitOf(string stepId, string id) =>
        stepId.StartsWith(id, StringComparison.Ordinal)
        && (stepId.Length == id.Length || (stepId[id.Length] == '~' && stepId.AsSpan(id.Length + 1).IndexOfAnyExceptInRange('0', '9') < 0));

    private static string RawIdOf(string rawTarget)
    {
        var path = rawTarget.Split('?')[0];
        var at = path.IndexOf(Segment, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "" : path[(at + Segment.Length)..];
    }
}
