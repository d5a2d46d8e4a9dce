namespace Workflows.Language.Documents;

/// <summary>Collects the problems of one document, up to a limit: a hostile document must not be answered with a hundred times its size.</summary>
/// <param name="limit">How many are listed.</param>
internal sealed class ProblemList(int limit = ProblemList.DefaultLimit)
{
    /// <summary>How many problems are listed. Default: 200.</summary>
    public const int DefaultLimit = 200;

    private readonly List<Problem> problems = [];
    private int dropped;

    /// <summary>True when one of the problems is an error.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>True when further problems are only counted: what a hint costs can then be saved.</summary>
    public bool IsFull => problems.Count >= limit;

    /// <summary>Adds a problem.</summary>
    public void Add(string code, string message, SourcePosition position, Severity severity = Severity.Error) =>
        Add(new Problem(code, message, position, severity));

    /// <summary>Adds a problem.</summary>
    public void Add(Problem problem)
    {
        HasErrors |= problem.Severity == Severity.Error;
        if (problems.Count < limit)
            problems.Add(problem);
        else
            dropped++;
    }

    /// <summary>All problems in the order of the document.</summary>
    public IReadOnlyList<Problem> InOrder()
    {
        List<Problem> ordered = [.. problems.OrderBy(problem => problem.Position.Line).ThenBy(problem => problem.Position.Column)];
        if (dropped > 0)
            ordered.Add(new Problem(ProblemCodes.TooManyProblems, $"There are {dropped} more problems than can be listed.", ordered[^1].Position));
        return ordered;
    }
}
