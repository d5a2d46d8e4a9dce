using System.Text;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Reading;
using Workflows.Language.Schemas;

namespace Workflows.Language.Tests.Schemas;

public sealed class JsonSchemaTests
{
    private const string Tree =
        """{"$id":"https://x.test/tree","$dynamicAnchor":"node","type":"object","properties":{"children":{"items":{"$dynamicRef":"#node"}}}}""";

    [Theory]
    [InlineData("""{"type":"integer"}""", "1.0", "1.5")]
    [InlineData("""{"type":["null","string"]}""", "null", "1")]
    [InlineData("""{"const":{"a":1,"b":[2]}}""", """{"b":[2.0],"a":1}""", """{"a":1}""")]
    [InlineData("""{"enum":["a",1]}""", "1.0", "2")]
    [InlineData("""{"minimum":1,"exclusiveMaximum":2}""", "1", "2")]
    [InlineData("""{"multipleOf":0.1}""", "0.3", "0.35")]
    [InlineData("""{"maxLength":1}""", "\"💩\"", "\"ab\"")]
    [InlineData("""{"pattern":"^\\d+$"}""", "\"12\"", "\"12\\n\"")]
    [InlineData("""{"pattern":"^(?=.*a).*b"}""", "\"ab\"", "\"bb\"")]
    [InlineData("""{"required":["a"],"properties":{"a":{"type":"null"}}}""", """{"a":null}""", "{}")]
    [InlineData("""{"patternProperties":{"^x":true},"additionalProperties":false}""", """{"x1":1}""", """{"y":1}""")]
    [InlineData("""{"propertyNames":{"maxLength":1}}""", """{"a":1}""", """{"ab":1}""")]
    [InlineData("""{"dependentRequired":{"a":["b"]}}""", """{"b":1}""", """{"a":1}""")]
    [InlineData("""{"dependentSchemas":{"a":{"minProperties":2}}}""", """{"b":1}""", """{"a":1}""")]
    [InlineData("""{"prefixItems":[{"type":"string"}],"items":{"type":"number"}}""", """["a",1]""", """["a","b"]""")]
    [InlineData("""{"contains":{"const":1},"minContains":2,"maxContains":2}""", "[1,1,2]", "[1,1,1]")]
    [InlineData("""{"uniqueItems":true}""", """[1,"1"]""", "[1,1.0]")]
    [InlineData("""{"allOf":[{"minimum":1}],"anyOf":[{"maximum":2},{"minimum":5}]}""", "6", "3")]
    [InlineData("""{"oneOf":[{"minimum":1},{"minimum":5}]}""", "1", "6")]
    [InlineData("""{"not":{"type":"null"}}""", "1", "null")]
    [InlineData("""{"if":{"minimum":10},"then":{"multipleOf":10},"else":{"maximum":5}}""", "20", "7")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"$anchor":"x","type":"null"}}}""", "null", "1")]
    [InlineData("""{"$ref":"#x","$defs":{"a":{"$anchor":"x","type":"null"}}}""", "null", "1")]
    [InlineData("""{"$ref":"b","$id":"https://x.test/a","$defs":{"a":{"$id":"b","type":"null"}}}""", "null", "1")]
    [InlineData("""{"properties":{"a":{"$ref":"#"}},"additionalProperties":false}""", """{"a":{"a":{}}}""", """{"a":{"b":1}}""")]
    [InlineData(
        """{"anyOf":[{"properties":{"a":true},"required":["a"]},{"properties":{"b":true}}],"unevaluatedProperties":false}""",
        """{"a":1,"b":1}""",
        """{"a":1,"c":1}"""
    )]
    [InlineData("""{"prefixItems":[true],"contains":{"const":7},"unevaluatedItems":false}""", "[1,7]", "[1,8]")]
    [InlineData(
        """{"$id":"https://x.test/strict","$dynamicAnchor":"node","$ref":"tree","unevaluatedProperties":false,"$defs":{"t":"""
            + Tree
            + "}}",
        """{"children":[{"children":[]}]}""",
        """{"children":[{"child":[]}]}"""
    )]
    [InlineData("""{"format":"email"}""", "\"nobody\"", null)]
    [InlineData("false", null, "1")]
    public void A_schema_tells_what_satisfies_it(string schema, string? good, string? bad)
    {
        var compiled = Read(schema).Schema!;

        Assert.Equal(
            (true, true),
            (good is null || Violations(compiled, good).Count == 0, bad is null || Violations(compiled, bad).Count > 0)
        );
    }

    [Fact]
    public void A_violation_says_where_and_why()
    {
        var schema = Read("""{"properties":{"items":{"items":{"required":["sku"],"properties":{"qty":{"minimum":1}}}}}}""").Schema!;

        var violations = Violations(schema, """{"items":[{"sku":"a"},{"qty":0}]}""");

        Assert.Equal(
            [("$.items[1]", "required"), ("$.items[1].qty", "minimum")],
            violations.Select(violation => (violation.Path, violation.Keyword))
        );
        Assert.Equal("The object needs 'sku'.", violations[0].Message);
    }

    [Theory]
    [InlineData("""{"typ":"object"}""", ProblemCodes.InvalidSchema)]
    [InlineData("""{"properties":{"a":{"type":"text"}}}""", ProblemCodes.InvalidSchema)]
    [InlineData("""{"$defs":{"unused":{"minLength":-1}}}""", ProblemCodes.InvalidSchema)]
    [InlineData("""{"pattern":"("}""", ProblemCodes.InvalidSchema)]
    [InlineData("""{"allOf":[]}""", ProblemCodes.InvalidSchema)]
    [InlineData("""{"multipleOf":0}""", ProblemCodes.InvalidSchema)]
    [InlineData("[]", ProblemCodes.InvalidSchema)]
    [InlineData("""{"items":[true]}""", ProblemCodes.InvalidSchema)]
    [InlineData("""{"$ref":"https://example.com/other"}""", ProblemCodes.NotSupported)]
    [InlineData("""{"$ref":"#/$defs/none"}""", ProblemCodes.NotSupported)]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#"}""", ProblemCodes.NotSupported)]
    [InlineData("""{"contentEncoding":"base64"}""", ProblemCodes.NotSupported)]
    public void What_cannot_be_checked_is_a_problem_of_the_schema(string schema, string code)
    {
        var read = Read(schema);

        Assert.Null(read.Schema);
        Assert.Contains(code, read.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void A_schema_has_at_most_500_different_patterns()
    {
        Assert.Empty(ProblemsOf(500));
        Assert.Equal([ProblemCodes.InvalidSchema], ProblemsOf(501));

        static IEnumerable<string> ProblemsOf(int count)
        {
            var patterns = string.Join(',', Enumerable.Range(0, 2 * count).Select(number => $$"""{"pattern":"a{{number % count}}"}"""));
            var document =
                $$$$"""{"name":"w","inputSchema":{"anyOf":[{{{{patterns}}}}]},"startAt":"a","states":{"a":{"type":"Success"}}}""";
            var read = DefinitionReader.Read(Encoding.UTF8.GetBytes(document), DocumentFormat.Json, new DefinitionLimits());
            return read.Problems.Select(problem => problem.Code).Distinct();
        }
    }

    [Fact]
    public void A_schema_that_refers_to_itself_for_ever_is_stopped() =>
        Assert.Equal("$ref", Assert.Single(Violations(Read("""{"$ref":"#"}""").Schema!, "1")).Keyword);

    [Fact]
    public void A_pattern_that_would_try_for_ever_is_stopped()
    {
        var schema = Read("""{"pattern":"^(?=x|y|a)(a+)+$"}""").Schema!;

        Assert.Equal("pattern", Assert.Single(Violations(schema, $"\"{new string('a', 60)}!\"")).Keyword);
    }

    private static SchemaReadResult Read(string schema) =>
        JsonSchema.Read(DocumentReader.Read(Encoding.UTF8.GetBytes(schema), DocumentFormat.Json, new DocumentLimits()).Root!);

    private static IReadOnlyList<SchemaViolation> Violations(JsonSchema schema, string value) =>
        schema.Validate(JsonData.FromTrustedUtf8(Encoding.UTF8.GetBytes(value)));
}
