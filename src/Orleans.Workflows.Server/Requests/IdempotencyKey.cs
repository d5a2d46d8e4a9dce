using Workflows.Language.Documents;

namespace Workflows.Server.Requests;

/// <summary>The <c>Idempotency-Key</c> header of a start.</summary>
public static class IdempotencyKey
{
    /// <summary>The header's name.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>Reads the key.</summary>
    /// <param name="id">The id that the body gives; a key beside it must be the same.</param>
    /// <param name="problem">What is wrong; null for nothing.</param>
    /// <returns>Null where there is none.</returns>
    public static string? Read(HttpRequest request, string? id, out Problem? problem)
    {
        problem = null;
        if (!request.Headers.TryGetValue(Header, out var values))
            return null;

        var key = values.ToString();
        if (values.Count != 1 || key.Length is 0 or > RequestRules.MaxIdempotencyKeyLength || key.Any(c => c is < '!' or > '~'))
            problem = Mistake($"The header takes one key of 1 to {RequestRules.MaxIdempotencyKeyLength} visible ASCII characters.");
        else if (id is not null && id != key)
            problem = Mistake("The body gives an id, and the header another key; one of them is enough.");
        return key;
    }

    private static Problem Mistake(string message) => new(ProblemCodes.InvalidValue, message, new SourcePosition(Header, 0, 0));
}
