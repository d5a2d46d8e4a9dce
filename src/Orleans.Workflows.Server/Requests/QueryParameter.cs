namespace Workflows.Server.Requests;

/// <summary>The JSON type of a query parameter, for the API's description.</summary>
public enum QueryParameterType
{
    /// <summary>No type; rejected.</summary>
    None = 0,

    /// <summary>Any text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An RFC 3339 timestamp.</summary>
    Timestamp,
}

/// <summary>A query parameter that a call knows: what is refused and what is documented come from here.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="Description">What it does, for people.</param>
/// <param name="MayRepeat">Whether it may be given several times.</param>
public sealed record QueryParameter(string Name, QueryParameterType Type, string Description, bool MayRepeat = false);

/// <summary>The query parameters of an endpoint.</summary>
/// <param name="Parameters">All that it knows.</param>
public sealed record QueryParameters(IReadOnlyList<QueryParameter> Parameters);
