namespace Workflows.Tidy.Source;

/// <summary>Compares what breaks a rule with the list of what may.</summary>
internal static class Ratchet
{
    /// <summary>Fails for each finding that is not excepted, and for each exception that nothing needs any more.</summary>
    public static void Check(IReadOnlyDictionary<string, string> findings, IReadOnlyDictionary<string, string> exceptions, string rule)
    {
        var messages = findings
            .Where(finding => !exceptions.ContainsKey(finding.Key))
            .Select(finding => $"{finding.Key}: {finding.Value}")
            .Concat(
                exceptions
                    .Keys.Where(key => !findings.ContainsKey(key))
                    .Select(key => $"{key}: stands among the exceptions, and no longer needs to")
            );
        Check(messages, rule);
    }

    /// <summary>Fails with the rule and every finding.</summary>
    public static void Check(IEnumerable<string> findings, string rule)
    {
        var all = findings.ToList();
        Assert.True(all.Count == 0, $"{rule}\n  {string.Join("\n  ", all)}");
    }
}
