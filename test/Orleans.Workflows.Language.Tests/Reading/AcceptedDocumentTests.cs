using System.Text;
using Workflows.Language.Documents;
using Workflows.Language.Reading;

namespace Workflows.Language.Tests.Reading;

public sealed class AcceptedDocumentTests
{
    [Theory]
    [InlineData("""{"name":"w","startAt":"a","states":{"a":{"type":"Task","resource":"pay.${stage}","end":true}}}""")]
    [InlineData(
        """{"name":"w","queryLanguage":"JSONata","startAt":"a","states":{"a":{"type":"Pass","output":"{% order %}","end":true}}}"""
    )]
    [InlineData("""{"name":"w","queryLanguage":"JSONata","startAt":"a","states":{"a":{"type":"Pass","output":"order %}","end":true}}}""")]
    [InlineData("""{"StartAt":"a","States":{"a":{"Type":"Task","Resource":"pay","Credentials":{"Other":"x"},"End":true}}}""")]
    [InlineData("""{"StartAt":"a","States":{"a":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","End":true}}}""")]
    public void What_only_a_registration_refuses_stays_readable_once_it_was_accepted(string document)
    {
        var text = Encoding.UTF8.GetBytes(document);

        var registered = DefinitionReader.Read(text, DocumentFormat.Json, new DefinitionLimits());
        var accepted = DefinitionReader.ReadAccepted(text, DocumentFormat.Json, new DefinitionLimits());

        Assert.Null(registered.Definition);
        Assert.NotNull(accepted.Definition);
        Assert.DoesNotContain(accepted.Problems, problem => problem.Severity == Severity.Error);
    }
}
