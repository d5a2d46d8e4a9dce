using System.Text.Json;
using Workflows.Conformance.Cases;

namespace Workflows.Conformance.Comparing;

public sealed class RecordingTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1.0}""")]
    [InlineData("""{"id":"arn:<partition>:x:<name>"}""", """{"id":"anything"}""")]
    [InlineData("""{"text":"a <uuid:1> b"}""", """{"text":"a 7f b"}""")]
    [InlineData("\"[1,2]\"", "[1,2]")]
    [InlineData("""{"RequestId":"RequestId"}""", """{"RequestId":"7f"}""")]
    [InlineData("""{"Error":"E","Cause":"one"}""", """{"Error":"E","Cause":"another"}""")]
    public void Equal_but_for_placeholders_and_causes(string expected, string actual) => Assert.Null(Difference(expected, actual));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":2}""")]
    [InlineData("""{"a":1}""", """{"a":1,"b":2}""")]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""")]
    [InlineData("[1,2]", "[2,1]")]
    [InlineData("""{"text":"a <uuid:1> b"}""", """{"text":"a 7f c"}""")]
    [InlineData("""{"Error":"E","Cause":"x"}""", """{"Error":"F","Cause":"x"}""")]
    [InlineData(
        """{"Error":"E","Cause":"{\"errorType\": \"E\", \"errorMessage\": \"one\"}"}""",
        """{"Error":"E","Cause":"{\"errorType\":\"E\",\"errorMessage\":\"other\"}"}"""
    )]
    public void Different_values_are_told_apart(string expected, string actual) => Assert.NotNull(Difference(expected, actual));

    private static string? Difference(string expected, string actual) =>
        new Recording(
            new ConformanceCase
            {
                Id = "x",
                Class = "x",
                Level = "output",
                Operation = "x",
                Definition = "{}",
                Functions = new Dictionary<string, string>(StringComparer.Ordinal),
            }
        ).Difference(JsonDocument.Parse(expected).RootElement, JsonDocument.Parse(actual).RootElement);
}
