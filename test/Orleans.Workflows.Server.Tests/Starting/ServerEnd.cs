using System.Text.RegularExpressions;
using Workflows.Server.Startup;

namespace Workflows.Server.Tests.Starting;

/// <summary>How a process of the server ended.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
internal sealed partial record ServerEnd(int Code, string Output, string Errors)
{
    /// <summary>It ended with 1 and one sentence that has all these words, and without a stack trace anywhere.</summary>
    public void AssertRefused(params IEnumerable<string> words)
    {
        Assert.True(Code == 1, $"{Code}: {Errors}\n{Output}");
        var sentence = Assert.Single(Errors.TrimEnd().Split('\n'));
        Assert.All(words, word => Assert.Contains(word, sentence, StringComparison.Ordinal));
        AssertNoTrace();
        Assert.DoesNotContain(StartupFailure.TraceVariable, sentence, StringComparison.Ordinal);
    }

    /// <summary>It ended with 0 and said nothing on its standard error.</summary>
    public void AssertStopped()
    {
        Assert.True(Code == 0, $"{Code}: {Errors}\n{Output}");
        Assert.Equal("", Errors);
        AssertNoTrace();
    }

    private void AssertNoTrace()
    {
        Assert.DoesNotMatch(StackFrame(), Output + Errors);
        Assert.DoesNotContain("Unhandled exception", Output + Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(" fail: ", Output, StringComparison.Ordinal);
        Assert.DoesNotContain(" crit: ", Output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\s{2,}at \S+\(", RegexOptions.CultureInvariant)]
    private static partial Regex StackFrame();
}
