namespace Workflows.Core;

/// <summary>The ARNs that documents in ASL see of their execution: they take account, region and name out of them.</summary>
/// <param name="Region">The region. Default: us-east-1.</param>
/// <param name="Account">The account, 12 digits. Default: 000000000000.</param>
public sealed record AwsArns(string Region, string Account)
{
    /// <summary>What they are where nobody says otherwise.</summary>
    public static readonly AwsArns Default = new("us-east-1", "000000000000");

    /// <summary>The ARN of a workflow.</summary>
    public string OfWorkflow(string workflow) => $"arn:aws:states:{Region}:{Account}:stateMachine:{workflow}";

    /// <summary>The ARN of an execution.</summary>
    /// <param name="workflow">Its workflow.</param>
    /// <param name="name">Its name, unique in the workflow.</param>
    public string OfExecution(string workflow, string name) => $"arn:aws:states:{Region}:{Account}:execution:{workflow}:{name}";

    /// <summary>The ARN of what AWS calls a run of a distributed Map.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="map">The name of the Map.</param>
    /// <param name="run">What makes the run unique.</param>
    public string OfMapRun(string workflow, string map, string run) => $"arn:aws:states:{Region}:{Account}:mapRun:{workflow}/{map}:{run}";
}
