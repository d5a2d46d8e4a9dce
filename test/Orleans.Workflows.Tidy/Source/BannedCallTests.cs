using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workflows.Tidy.Source;

public sealed partial class BannedCallTests
{
    private static readonly IReadOnlyDictionary<string, string> Everywhere = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Thread.Sleep"] = "await a condition with a deadline, or Task.Delay with the TimeProvider",
        ["Debugger.Break"] = "nothing",
    };

    private static readonly IReadOnlyDictionary<string, string> InSource = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["DateTime.Now"] = "TimeProvider.GetUtcNow()",
        ["DateTime.UtcNow"] = "TimeProvider.GetUtcNow()",
        ["DateTimeOffset.Now"] = "TimeProvider.GetUtcNow()",
        ["DateTimeOffset.UtcNow"] = "TimeProvider.GetUtcNow()",
        ["Stopwatch.StartNew"] = "TimeProvider.GetTimestamp()",
        ["Stopwatch.GetTimestamp"] = "TimeProvider.GetTimestamp()",
        ["Environment.TickCount"] = "TimeProvider.GetTimestamp()",
        ["Environment.TickCount64"] = "TimeProvider.GetTimestamp()",
        ["Guid.NewGuid"] = "Guid.CreateVersion7(now), or the entropy that is handed in",
        ["Random.Shared"] = "an injected source; only a Composition folder hands it in",
        ["GC.Collect"] = "nothing",
    };

    [Fact]
    public void Nothing_calls_what_is_banned_everywhere() => Ratchet.Check(Find(SourceFile.All, Everywhere), "Banned everywhere.");

    [Fact]
    public void Source_takes_time_and_chance_from_what_is_handed_in() =>
        Ratchet.Check(Find(SourceFile.Production, InSource).Where(finding => !IsComposition(finding)), "Banned in src.");

    [Fact]
    public void Source_never_blocks_on_a_task()
    {
        var findings =
            from file in SourceFile.Production
            from access in file.Syntax.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            where IsBlocking(access)
            select $"{file.Place(access)}: {access} (await it)";
        Ratchet.Check(findings, "A thread that waits for a task is a thread that runs no grain.");
    }

    [Fact]
    public void Nothing_is_caught_and_swallowed()
    {
        var findings =
            from file in SourceFile.Production
            from clause in file.Syntax.DescendantNodes().OfType<CatchClauseSyntax>()
            where
                clause.Block.Statements.Count == 0
                && !clause.Block.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia))
            select $"{file.Place(clause)}: catch with nothing in it";
        Ratchet.Check(findings, "Nothing is caught that is not handled; where ending is the handling, a comment says why.");
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        var findings =
            from file in SourceFile.All
            where !file.Path.StartsWith("test/Orleans.Workflows.Tidy/", StringComparison.Ordinal)
            from line in file.Text.Split('\n').Select((text, index) => (text, Number: index + 1))
            where Unfinished().IsMatch(line.text)
            select $"{file.Path}:{line.Number}: {line.text.Trim()}";
        Ratchet.Check(findings, "No TODO, FIXME, HACK, NotImplementedException or #region: finish it, or file an issue.");
    }

    private static bool IsComposition(string finding) =>
        finding.Contains("/Composition/", StringComparison.Ordinal) && finding.Contains(" Random.Shared ", StringComparison.Ordinal);

    private static IEnumerable<string> Find(IEnumerable<SourceFile> files, IReadOnlyDictionary<string, string> banned) =>
        from file in files
        from access in file.Syntax.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        let text = access.ToString()
        where banned.ContainsKey(text)
        select $"{file.Place(access)}: {text} (instead: {banned[text]})";

    private static bool IsBlocking(MemberAccessExpressionSyntax access) =>
        access.Name.Identifier.ValueText switch
        {
            "GetResult" => access.Expression.ToString().EndsWith(".GetAwaiter()", StringComparison.Ordinal),
            "Result" or "Wait" => access.Expression is InvocationExpressionSyntax call
                && CalledName(call).EndsWith("Async", StringComparison.Ordinal),
            _ => false,
        };

    private static string CalledName(InvocationExpressionSyntax call) =>
        call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            IdentifierNameSyntax name => name.Identifier.ValueText,
            _ => "",
        };

    [GeneratedRegex(
        @"//.*\b(TODO|FIXME|HACK|XXX)\b|\bNotImplementedException\b|^\s*#region",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Unfinished();
}
