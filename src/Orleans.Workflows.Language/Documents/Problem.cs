namespace Workflows.Language.Documents;

/// <summary>How bad a problem is.</summary>
public enum Severity
{
    /// <summary>The document cannot be registered.</summary>
    Error = 0,

    /// <summary>The document can be registered; this is probably not what was meant.</summary>
    Warning,
}

/// <summary>Something wrong in a document or a request: a value, collected with all others, never thrown.</summary>
/// <param name="Code">Stable code, see <see cref="ProblemCodes"/>.</param>
/// <param name="Message">A sentence: what is wrong and how to mend it.</param>
/// <param name="Position">Where.</param>
/// <param name="Severity">How bad.</param>
public sealed record Problem(string Code, string Message, SourcePosition Position, Severity Severity = Severity.Error);
