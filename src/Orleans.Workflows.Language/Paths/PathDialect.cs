namespace Workflows.Language.Paths;

/// <summary>Which paths are accepted.</summary>
public enum PathDialect
{
    /// <summary>No dialect; rejected.</summary>
    None = 0,

    /// <summary>RFC 9535, and <c>$$</c> for the context object: native documents.</summary>
    Standard,

    /// <summary>
    /// What AWS reads, whose paths are those of the Java library JsonPath (Jayway) 1.x: names without quotes after a dot (<c>$.delivery-partner</c>), a dot before a
    /// bracket (<c>$.[0]</c>), <c>[(@.length-1)]</c> for the last element, filters that match objects only, words without quotes in comparisons. Documents in ASL
    /// spelling.
    /// </summary>
    Asl,
}
