namespace Workflows.Language.Documents;

/// <summary>A place in a document.</summary>
/// <param name="Path">JSON path of the value, for example <c>$.states.ship.retry.maxAttempts</c>.</param>
/// <param name="Line">Line, counted from 1; 0 when the document has no lines (built in code).</param>
/// <param name="Column">Column in characters, counted from 1.</param>
public readonly record struct SourcePosition(string Path, int Line, int Column);
