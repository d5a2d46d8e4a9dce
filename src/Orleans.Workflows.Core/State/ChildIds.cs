using System.Globalization;
using Workflows.Language.Data;

namespace Workflows.Core.State;

/// <summary>The ids of child executions: <c>{parent}.{step number}.{attempt}</c>, so that a start that is repeated finds the same child.</summary>
public static class ChildIds
{
    /// <summary>The id of the child that an attempt starts.</summary>
    public static string Of(string parent, int step, int attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"{parent}.{step}.{attempt}");

    /// <summary>Which attempt of its parent started a child; false for an id that is no child's.</summary>
    public static bool TryParse(string id, out int step, out int attempt)
    {
        (step, attempt) = (0, 0);
        var last = id.LastIndexOf('.');
        var before = last <= 0 ? -1 : id.LastIndexOf('.', last - 1);
        return before > 0
            && Digits.TryParse(id.AsSpan(before + 1, last - before - 1), out step)
            && Digits.TryParse(id.AsSpan(last + 1), out attempt);
    }

    /// <summary>The execution at the top of the tree: the one that was started from outside. Only the engine's ids have dots.</summary>
    public static string RootOf(string id) => id.IndexOf('.', StringComparison.Ordinal) is > 0 and var end ? id[..end] : id;

    /// <summary>The execution that started this one; null for one that was started from outside.</summary>
    public static string? ParentOf(string id)
    {
        var attempt = id.LastIndexOf('.');
        var step = attempt <= 0 ? -1 : id.LastIndexOf('.', attempt - 1);
        return step > 0 ? id[..step] : null;
    }

    /// <summary>Whether another execution started this one.</summary>
    public static bool IsChild(string id) => id.Contains('.', StringComparison.Ordinal);

    /// <summary>How many executions stand above this one.</summary>
    public static int DepthOf(string id) => id.AsSpan().Count('.') / 2;
}
