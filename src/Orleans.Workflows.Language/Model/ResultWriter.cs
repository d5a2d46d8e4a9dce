namespace Workflows.Language.Model;

/// <summary>Where the outputs of a Map go, and how they are put together. ASL: "ResultWriter".</summary>
public sealed record ResultWriter
{
    /// <summary>Who is given the outputs; null where the state passes them on itself.</summary>
    public TaskState? Task { get; init; }

    /// <summary>True when an output that is a list stands for its items.</summary>
    public bool Flattens { get; init; }

    /// <summary>True when the outputs are written as a text with one JSON value in each line.</summary>
    public bool WritesLines { get; init; }
}
