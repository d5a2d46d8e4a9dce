namespace Workflows.Language.Paths;

/// <summary>Which paths are accepted.</summary>
public enum PathDialect
{
    /// <summary>No dialect; rejected.</summary>
    None = 0,

    /// <summary>RFC 9535, and <c>$$</c> for the context object: native documents.</summary>
    Standard,

    /// <summary>Also what AWS accepts without quotes after a dot, for example <c>$.delivery-partner</c>: documents in ASL spelling.</summary>
    Asl,
}
