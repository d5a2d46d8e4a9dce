using System.Globalization;

namespace Workflows.Core.State;

/// <summary>The ids of child executions: <c>{parent}.{step number}.{attempt}</c>, so that a start that is repeated finds the same child.</summary>
public static class ChildIds
{
    /// <summary>The id of the child that an attempt starts.</summary>
    public static string Of(string parent, int step, int attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"{parent}.{step}.{attempt}");

    /// <summary>How many executions stand above this one.</summary>
    public static int DepthOf(string id) => id.AsSpan().Count('.') / 2;
}
