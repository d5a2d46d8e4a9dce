using System.Globalization;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workflows.Tidy.Source;

public sealed class LoggingTests
{
    [Fact]
    public void Log_messages_stand_in_a_Log_file_beside_their_user()
    {
        var findings =
            from file in SourceFile.Production
            where !file.Path.EndsWith(".Log.cs", StringComparison.Ordinal)
            from message in Messages(file)
            select file.Place(message);
        Ratchet.Check(findings, "LoggerMessage methods stand in X.Log.cs beside X.cs.");
    }

    [Fact]
    public void No_two_log_messages_of_a_project_share_an_event_id()
    {
        var findings = SourceFile
            .Production.SelectMany(file =>
                Messages(file).Select(message => (Project: file.Path.Split('/')[1], Id: EventId(message), Place: file.Place(message)))
            )
            .GroupBy(message => (message.Project, message.Id))
            .Where(group => group.Key.Id is null || group.Count() > 1)
            .Select(group =>
                $"{group.Key.Project} {group.Key.Id?.ToString(CultureInfo.InvariantCulture) ?? "no id"}: {string.Join(", ", group.Select(message => message.Place))}"
            );
        Ratchet.Check(findings, "Each log message has an event id of its own within its project.");
    }

    private static IEnumerable<AttributeSyntax> Messages(SourceFile file) =>
        file
            .Syntax.DescendantNodes()
            .OfType<AttributeSyntax>()
            .Where(attribute => attribute.Name.ToString() is "LoggerMessage" or "LoggerMessageAttribute");

    private static int? EventId(AttributeSyntax message)
    {
        var arguments = message.ArgumentList?.Arguments ?? [];
        var named = arguments.FirstOrDefault(argument => argument.NameEquals?.Name.ToString() == "EventId");
        var positional = arguments.FirstOrDefault(argument => argument.NameEquals is null);
        return ((named ?? positional)?.Expression as LiteralExpressionSyntax)?.Token.Value as int?;
    }
}
