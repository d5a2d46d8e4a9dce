namespace Workflows.Grains.Executions;

/// <summary>Something that was started for an execution and has not ended yet.</summary>
internal interface IUnderWay
{
    /// <summary>Nobody wants its outcome any more.</summary>
    void Abandon();
}
