using System.Diagnostics;
using Workflows.Language.Documents;

namespace Workflows.Language.Tests.Reading;

public sealed class HostileDocumentTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    public static TheoryData<string, DocumentFormat, string, string> Documents =>
        new()
        {
            { "yaml lists", DocumentFormat.Yaml, Bombs.Repeat("[", 100_000), ProblemCodes.TooDeep },
            { "yaml closed lists", DocumentFormat.Yaml, Bombs.Repeat("[", 100_000) + Bombs.Repeat("]", 100_000), ProblemCodes.TooDeep },
            { "yaml maps", DocumentFormat.Yaml, Bombs.Repeat("{a: ", 100_000), ProblemCodes.TooDeep },
            { "yaml dashes", DocumentFormat.Yaml, Bombs.Repeat("- ", 200_000), ProblemCodes.TooDeep },
            { "yaml question marks", DocumentFormat.Yaml, Bombs.Repeat("? ", 200_000), ProblemCodes.UnsupportedKey },
            {
                "yaml blocks",
                DocumentFormat.Yaml,
                string.Concat(Enumerable.Range(0, 1000).Select(i => new string(' ', i) + "a:\n")),
                ProblemCodes.TooDeep
            },
            { "yaml alias of itself as key", DocumentFormat.Yaml, "&a {? *a : *a, ? *a : 1}", ProblemCodes.UnsupportedKey },
            { "yaml alias of itself", DocumentFormat.Yaml, "a: &a {b: *a}", ProblemCodes.UnknownAlias },
            { "yaml aliases", DocumentFormat.Yaml, Bombs.Aliases, ProblemCodes.AliasLimit },
            {
                "yaml alias chain",
                DocumentFormat.Yaml,
                "a0: &a0 1\n" + string.Concat(Enumerable.Range(1, 40_000).Select(i => $"a{i}: &a{i} [*a{i - 1}]\n")),
                ProblemCodes.TooDeep
            },
            { "json lists", DocumentFormat.Json, Bombs.Repeat("[", 100_000), ProblemCodes.TooDeep },
            { "json objects", DocumentFormat.Json, Bombs.Repeat("{\"a\":", 100_000), ProblemCodes.TooDeep },
            { "json digits", DocumentFormat.Json, Bombs.Repeat("9", 1_000_000), ProblemCodes.NumberOutOfRange },
        };

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_hostile_document_is_refused_quickly(string name, DocumentFormat format, string text, string code)
    {
        var started = Stopwatch.GetTimestamp();
        var result = Definitions.Read(text, format);
        Assert.True(Stopwatch.GetElapsedTime(started) < Deadline, $"{name} took {Stopwatch.GetElapsedTime(started)}");
        Assert.Null(result.Definition);
        Assert.Contains(code, result.Codes());
    }

    [Fact]
    public void A_document_of_ten_thousand_states_is_read()
    {
        var states = Enumerable.Range(0, 10_000).Select(i => $"  s{i}: {{type: Pass, {(i == 9_999 ? "end: true" : $"next: s{i + 1}")}}}\n");
        Assert.Empty(Definitions.Yaml("name: many\nstartAt: s0\nstates:\n" + string.Concat(states)).Problems);
    }
}
