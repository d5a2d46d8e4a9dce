namespace Workflows.Language.Schemas;

/// <summary>Where a value does not satisfy a schema.</summary>
/// <param name="Path">JSON path of the part of the value, from <c>$</c>.</param>
/// <param name="Keyword">The keyword of JSON Schema that is not satisfied.</param>
/// <param name="Message">A sentence: what is wrong.</param>
public sealed record SchemaViolation(string Path, string Keyword, string Message);
