using System.Text;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Language.Tests.Expressions;

public sealed class ConditionTests
{
    private const string Data = """
        {"n": 10, "big": 9007199254740993, "s": "Mango", "star": "a*b", "t": "2026-01-01T12:00:00Z", "flag": true, "nul": null, "list": [1], "limit": 10.0, "other": "Mango", "later": "2026-01-01T14:00:00+01:00"}
        """;

    [Theory]
    [InlineData("{variable: $.n, numericEquals: 10.0}", true)]
    [InlineData("{variable: $.big, numericEquals: 9007199254740992}", false)]
    [InlineData("{variable: $.n, numericGreaterThan: 9.99}", true)]
    [InlineData("{variable: $.n, numericGreaterThanEqualsPath: $.limit}", true)]
    [InlineData("{variable: $.n, numericLessThan: 10}", false)]
    [InlineData("{variable: $.s, numericEquals: 1}", false)]
    [InlineData("{variable: $.s, stringEquals: Mango}", true)]
    [InlineData("{variable: $.s, stringEqualsPath: $.other}", true)]
    [InlineData("{variable: $.s, stringGreaterThan: Apple}", true)]
    [InlineData("{variable: $.s, stringLessThanEquals: Mangn}", false)]
    [InlineData("{variable: $.s, stringMatches: 'M*g*'}", true)]
    [InlineData("{variable: $.s, stringMatches: 'M*x'}", false)]
    [InlineData(@"{variable: $.star, stringMatches: 'a\*b'}", true)]
    [InlineData(@"{variable: $.s, stringMatches: 'M\*o'}", false)]
    [InlineData("{variable: $.t, timestampEquals: '2026-01-01T13:00:00+01:00'}", true)]
    [InlineData("{variable: $.t, timestampLessThanPath: $.later}", true)]
    [InlineData("{variable: $.s, timestampLessThan: '2026-01-01T13:00:00Z'}", false)]
    [InlineData("{variable: $.flag, booleanEquals: true}", true)]
    [InlineData("{variable: $.nul, isNull: true}", true)]
    [InlineData("{variable: $.n, isNumeric: true}", true)]
    [InlineData("{variable: $.s, isString: false}", false)]
    [InlineData("{variable: $.t, isTimestamp: true}", true)]
    [InlineData("{variable: $.flag, isBoolean: true}", true)]
    [InlineData("{variable: $.missing, isPresent: false}", true)]
    [InlineData("{variable: $.nul, isPresent: true}", true)]
    [InlineData("{variable: $.list, equals: [1.0]}", true)]
    [InlineData("{variable: $.s, notEquals: 1}", true)]
    [InlineData("{variable: $.n, greaterThan: 9}", true)]
    [InlineData("{variable: $.n, greaterThan: '9'}", false)]
    [InlineData("{variable: $.s, lessThanOrEqual: Mango}", true)]
    [InlineData("{variable: $.n, in: [1, 10]}", true)]
    [InlineData("{variable: $.n, in: ['10']}", false)]
    [InlineData("{and: [{variable: $.n, equals: 10}, {not: {variable: $.s, equals: x}}]}", true)]
    [InlineData("{or: [{variable: $.n, equals: 1}, {variable: $.s, equals: x}]}", false)]
    public void A_native_condition_holds_or_not(string yaml, bool expected) =>
        Assert.Equal(expected, Compile(yaml, Spelling.Native).IsTrue(Contexts.Of(Data)));

    [Theory]
    [InlineData("{variable: $.missing, equals: 1}")]
    [InlineData("{variable: $.missing, notEquals: 1}")]
    [InlineData("{variable: $.missing, isNull: false}")]
    [InlineData("{variable: $.n, numericEqualsPath: $.missing}")]
    public void A_native_comparison_with_a_missing_side_is_false(string yaml) =>
        Assert.False(Compile(yaml, Spelling.Native).IsTrue(Contexts.Of(Data)));

    [Theory]
    [InlineData("{Variable: $.missing, NumericEquals: 1}")]
    [InlineData("{Variable: $.missing, IsNull: true}")]
    [InlineData("{Variable: $.n, NumericEqualsPath: $.missing}")]
    public void An_asl_comparison_with_a_missing_side_is_an_error(string yaml) =>
        Assert.Equal(
            ErrorNames.Runtime,
            Assert.Throws<EvaluationException>(() => Compile(yaml, Spelling.Asl).IsTrue(Contexts.Of(Data))).Error.Name
        );

    [Theory]
    [InlineData("NumericEquals: 10", true)]
    [InlineData("StringEquals: '10'", false)]
    [InlineData("NumericLessThanEqualsPath: $.limit", true)]
    [InlineData("IsPresent: true", true)]
    public void Asl_has_the_same_comparisons(string comparison, bool expected) =>
        Assert.Equal(expected, Compile($"{{Variable: $.n, {comparison}}}", Spelling.Asl).IsTrue(Contexts.Of(Data)));

    [Theory]
    [InlineData("{variable: $.a}", ProblemCodes.InvalidCondition)]
    [InlineData("{variable: $.a, equals: 1, notEquals: 2}", ProblemCodes.InvalidCondition)]
    [InlineData("{equals: 1}", ProblemCodes.MissingKey)]
    [InlineData("{variable: $.a, numericEquals: '1'}", ProblemCodes.WrongType)]
    [InlineData("{variable: $.a, timestampEquals: tomorrow}", ProblemCodes.WrongType)]
    [InlineData("{variable: $.a, greaterThan: [1]}", ProblemCodes.WrongType)]
    [InlineData("{variable: a, equals: 1}", ProblemCodes.InvalidPath)]
    [InlineData("{and: []}", ProblemCodes.InvalidValue)]
    [InlineData("{variable: $.a, and: [{variable: $.a, equals: 1}]}", ProblemCodes.InvalidCondition)]
    [InlineData("{variable: $.a, equals: 1, next: b}", ProblemCodes.UnknownKey)]
    [InlineData("true", ProblemCodes.WrongType)]
    public void A_condition_that_is_none_says_why(string yaml, string code)
    {
        var result = Read(yaml, Spelling.Native);
        Assert.Null(result.Condition);
        Assert.Equal([code], result.Problems.Select(problem => problem.Code));
    }

    private static Condition Compile(string yaml, Spelling spelling)
    {
        var result = Read(yaml, spelling);
        Assert.Empty(result.Problems);
        return result.Condition!;
    }

    private static ConditionResult Read(string yaml, Spelling spelling) =>
        ConditionReader.Read(DocumentReader.Read(Encoding.UTF8.GetBytes(yaml), DocumentFormat.Yaml, new DocumentLimits()).Root!, spelling);
}
