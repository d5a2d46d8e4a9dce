using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>Reads <c>queryLanguage</c>, of the document or of a state.</summary>
internal static class QueryLanguages
{
    private const string JsonPath = "JSONPath";
    private const string Jsonata = "JSONata";

    /// <summary>The query language; the surrounding one when the key is missing or wrong.</summary>
    public static QueryLanguage Read(Fields fields, QueryLanguage surrounding)
    {
        var member = fields.Take(Keys.QueryLanguage);
        if (fields.Text(member) is not { } text)
            return surrounding;
        if (text is not (JsonPath or Jsonata))
        {
            fields.Context.Report(ProblemCodes.InvalidValue, $"'{member!.Name}' must be {JsonPath} or {Jsonata}.", member.Value);
            return surrounding;
        }
        // ASL: a document in JSONata cannot go back to JSONPath in one of its states.
        if (text == JsonPath && surrounding == QueryLanguage.Jsonata)
            fields.Context.Report(ProblemCodes.InvalidValue, $"A state cannot go back to {JsonPath} in a document that is in {Jsonata}.", member!.Value);
        return text == Jsonata ? QueryLanguage.Jsonata : QueryLanguage.JsonPath;
    }
}
