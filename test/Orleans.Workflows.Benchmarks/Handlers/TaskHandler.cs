using Workflows.Language.Data;

namespace Workflows.Benchmarks.Handlers;

/// <summary>What stands behind a Task of a workload, in whichever process.</summary>
/// <param name="Name">What definitions call it where it runs in the engine's process.</param>
/// <param name="Handle">Makes the result from the input, and may note a number for the workload; called by many threads.</param>
internal sealed record TaskHandler(string Name, Func<JsonData, HandlerNotes, JsonData> Handle);
