namespace Workflows.Chaos.Tests.Crash;

/// <summary>A call of a handler, as the process that answered it wrote it down.</summary>
/// <param name="Execution">The execution's id.</param>
/// <param name="StepId">The step's id.</param>
/// <param name="Attempt">The attempt, counted from 1.</param>
/// <param name="Key">The idempotency key.</param>
/// <param name="ReceivedAt">When it came.</param>
internal sealed record Call(string Execution, string StepId, int Attempt, string Key, DateTimeOffset ReceivedAt);
