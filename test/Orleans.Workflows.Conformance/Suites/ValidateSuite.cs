using Workflows.Conformance.Reports;
using Workflows.Language.Documents;
using Workflows.Language.Reading;

namespace Workflows.Conformance.Suites;

/// <summary>Says of every document below a folder whether it is a definition: <c>valid</c>, or the codes of its problems.</summary>
internal static class ValidateSuite
{
    private static readonly string[] Documents = [".json", ".yaml", ".yml", ".asl"];

    /// <summary>Prints a line per file.</summary>
    public static Report Run(CommandLine line)
    {
        var report = new Report();
        var files = File.Exists(line.Path) ? [line.Path] : Directory.EnumerateFiles(line.Path, "*", SearchOption.AllDirectories);
        foreach (var file in files.Where(IsDocument).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(line.Path, file);
            if (!name.Contains(line.Filter, StringComparison.OrdinalIgnoreCase))
                continue;
            var codes = CodesOf(file);
            Console.WriteLine($"{name}: {(codes.Count == 0 ? "valid" : string.Join(' ', codes))}");
            report.Add(new ReportedCase(name, "valid documents", codes.Count == 0 ? null : string.Join(' ', codes)));
        }

        return report;
    }

    private static IReadOnlyList<string> CodesOf(string file)
    {
        var format = Path.GetExtension(file) is ".yaml" or ".yml" ? DocumentFormat.Yaml : DocumentFormat.Json;
        // The document is judged, not what this machine could do for it: a service of AWS is for a mock to answer.
        var read = DefinitionReader.Read(File.ReadAllBytes(file), format, new DefinitionLimits(), DefinitionReader.AnyMock);
        return
        [
            .. read
                .Problems.Where(problem => problem.Severity == Severity.Error)
                .Select(problem => problem.Code)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static bool IsDocument(string file) => Documents.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);
}
