namespace Workflows.Language.Documents;

/// <summary>How a document is written down.</summary>
public enum DocumentFormat
{
    /// <summary>No format; rejected.</summary>
    None = 0,

    /// <summary>JSON (RFC 8259).</summary>
    Json,

    /// <summary>YAML 1.2, core schema.</summary>
    Yaml,
}
