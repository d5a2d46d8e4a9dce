using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>Reads <c>compensate</c>.</summary>
internal static class CompensationReader
{
    /// <summary>What undoes the task; null for nothing.</summary>
    public static Compensation? Read(Fields task, ReadState state)
    {
        if (task.Object(task.Take(Keys.Compensate)) is not { } node)
            return null;
        var fields = new Fields(node, state.Context);
        var resource = ResourceReader.Read(fields, "A compensation");
        var input = fields.Template(fields.Take(Keys.Input));
        var retriers = RetryReader.Read(fields);
        var timeout = fields.DurationSource(Keys.Timeout, Keys.TimeoutPath);
        var whenMember = fields.Take(Keys.When);
        var when = fields.Text(whenMember) ?? "completed";
        if (when is not ("completed" or "started"))
            fields.Context.Report(ProblemCodes.InvalidValue, "'when' must be completed or started.", whenMember!.Value);
        fields.Close("A compensation");
        return resource is null
            ? null
            : new Compensation
            {
                Task = new TaskState
                {
                    Name = state.Name,
                    Position = state.Member.Position,
                    QueryLanguage = state.Context.QueryLanguage,
                    Target = resource,
                    Input = input,
                    Retriers = retriers,
                    Timeout = timeout,
                },
                CoversStarted = when == "started",
            };
    }
}
