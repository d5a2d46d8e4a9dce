using Workflows.Language.Documents;
using Workflows.Language.Reading;

namespace Workflows.Language.Tests.Reading;

public sealed class AwsDiagnosticsTests
{
    private const string Waiting =
        """{"StartAt":"a","States":{"a":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken","End":true}}}""";

    [Theory]
    [InlineData("", "SCHEMA_VALIDATION_FAILED")]
    [InlineData("{", "INVALID_JSON_DESCRIPTION")]
    [InlineData("""{"States":{"a":{"Type":"Succeed"}}}""", "SCHEMA_VALIDATION_FAILED")]
    [InlineData("""{"StartAt":"b","States":{"a":{"Type":"Succeed"}}}""", "MISSING_TRANSITION_TARGET")]
    public void A_problem_has_the_code_that_aws_gives_it(string document, string code) =>
        Assert.Equal([code], AwsDiagnostics.Of(Definitions.Json(document), isExpress: false));

    [Theory]
    [InlineData(false, new string[0])]
    [InlineData(true, new[] { "SCHEMA_VALIDATION_FAILED" })]
    public void Only_a_standard_workflow_waits_for_a_token(bool isExpress, string[] codes)
    {
        var read = DefinitionReader.Read(
            System.Text.Encoding.UTF8.GetBytes(Waiting),
            DocumentFormat.Json,
            new DefinitionLimits(),
            DefinitionReader.AnyMock
        );

        Assert.Equal(codes, AwsDiagnostics.Of(read, isExpress));
    }
}
