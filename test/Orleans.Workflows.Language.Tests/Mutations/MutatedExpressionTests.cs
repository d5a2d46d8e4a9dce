using System.Text;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Expressions;
using Workflows.Language.Expressions.Jsonata;
using Workflows.Language.Model;
using Workflows.Language.Paths;
using Workflows.Language.Schemas;
using Workflows.Language.Tests.Expressions.Jsonata;
using Workflows.Testing.Mutations;
using Xunit.Abstractions;

namespace Workflows.Language.Tests.Mutations;

/// <summary>
/// No expression, however broken, ends with an exception but those that make a problem of the document or an error of the execution: neither when it is read, nor when it
/// meets data.
/// </summary>
public sealed class MutatedExpressionTests(ITestOutputHelper output)
{
    private const string Data = """
        {"a": [1, 2, 3.50, "x", null, true, {"b": [{"c": 1}, {"c": "é"}]}], "n": 12345678901234567890, "s": "text", "t": "2030-01-01T00:00:00Z", "o": {"k": "v", "": 1},
         "big": 1e300, "small": 5e-324, "zero": -0, "long": 0.10}
        """;

    private static readonly string[] Jsonata =
    [
        "$sum(lines[price > 1.50].(price * count)) & $string($)",
        "lines{sku: $sum(count)}^(>count)[0].%.customer",
        "$map([1..3], function($v, $i)<nn:n>{ $v * $i }) ~> $reverse",
        "($f := function($n){ $n < 2 ? 1 : $n * $f($n - 1) }; $f(5))",
        "$replace('ab-1', /([a-z])-(\\d+)(?=x)?/i, function($m){ $m.groups[0] })",
        "$fromMillis(1521801216617, '[Y0001]-[M01]-[D1o] [FNn, *-3] [H01]:[m]:[s].[f001][Z0101t]', '+0530')",
        "$toMillis('2017-11-07 pm 3', '[Y0001]-[M01]-[D01] [P] [h]')",
        "$formatNumber(-1234.5, '#,##0.00;(#)', {'minus-sign': '~'}) & $formatInteger(1e21, 'Ww;o')",
        "$parseInteger('two thousand and one', 'w') + $formatBase(255.5, 16)",
        "$split($pad($base64decode('YWJj'), -10, '#'), /#/, 3) ~> $join('-')",
        "$lookup($, 'cust\\u00f6mer') ?: lines#$i@$l[$i = 1].{'x': $l.price, 'y': **.tags}",
        "$hash('a', 'SHA-256') & $uuid() & $random() & $range(1, 10, 2)[-1] & $partition([1..9], 4)",
        "$ ~> | lines[0] | {'price': 1e308 * 10}, ['sku'] |",
        "$sort(lines, function($l, $r){ $l.price > $r.price }).price[[0..1]] in [2.5, 3]",
    ];

    private static readonly string[] Paths =
    [
        "$.a[?@.b[?@.c == 1] || length(@) > 1e2]",
        "$..c",
        "$.a[-1, 0:2:1, *]['b'].c",
        "$.a[?match(@, 'x.?[^a]') && !search(@.s, 'y')]",
        "$['o']['k']",
        "$.a[?count(@.*) >= 1].b[0]",
    ];

    private static readonly string[] Intrinsics =
    [
        "States.Format('{} \\'{}\\'', $.a, States.JsonToString($.o))",
        "States.ArrayPartition($.a, 2)",
        "States.ArrayRange(1, 9, States.MathAdd($.a[0], 1))",
        "States.ArrayGetItem(States.ArrayUnique($.a), 1)",
        "States.JsonMerge($.o, States.StringToJson('{\"k\":[1e2]}'), false)",
        "States.Base64Decode(States.Base64Encode($.s))",
        "States.ArrayContains(States.StringSplit('a.b', '.'), $.n)",
        "States.Hash(States.Array(1, $.big, States.UUID()), 'SHA-1')",
        "States.MathRandom(1, 100, 5)",
    ];

    private static readonly string[] Schemas =
    [
        """{"type":"object","properties":{"a":{"items":{"type":["integer","string"]},"maxItems":1e2,"uniqueItems":true,"contains":{"const":1}},"n":{"multipleOf":0.3}}}""",
        """{"patternProperties":{"^(a|b)+\\d{2,3}(?=x)$":true},"unevaluatedProperties":false,"required":["q"],"properties":{"s":{"pattern":"^t[e-x]+$","maxLength":3}}}""",
        """{"$defs":{"x":{"$id":"http://a/b","$anchor":"y","enum":["text",1]}},"allOf":[{"$ref":"#/$defs/x"},{"$dynamicRef":"b#y"}],"dependentSchemas":{"a":{"minProperties":2}}}""",
    ];

    private static readonly string[] Conditions =
    [
        "{variable: $.a[0], greaterThan: 1.5}",
        "{and: [{variable: $.t, timestampLessThan: '2030-01-01T00:00:00Z'}, {not: {variable: $.s, stringMatches: 'te*\\*'}}]}",
        "{or: [{variable: $.n, numericEqualsPath: $.big}, {variable: $.o, in: [1, {k: v}]}, {variable: $.zero, equals: 0.0}]}",
    ];

    private static readonly string[] Urls =
    [
        "https://example.com:8080/{id}/x?a={b.c}",
        "http://[::1%25eth0]/{id}",
        "http://exämple.com/{id}#f",
    ];

    private readonly EvaluationContext context = Contexts.Of(Data, """{"Execution":{"Id":"e"}}""");

    [Fact]
    public void Mutated_JSONata_ends_with_a_value_or_a_JSONata_failure() =>
        AssertNoException(
            Jsonata,
            everyPlace: [",", "(", "[", "'", "\\", "/", "\\ud800", "1e308", "٣", "[,]", "%", "~>"],
            drawn: 1_000,
            text => Evaluated.Of(text),
            failure => failure is JsonataException or EvaluationException
        );

    [Fact]
    public void A_mutated_path_is_refused_or_evaluated() =>
        AssertNoException(
            Paths,
            everyPlace: null,
            drawn: 2_000,
            text =>
            {
                foreach (var dialect in (PathDialect[])[PathDialect.Standard, PathDialect.Asl])
                {
                    if (JsonPath.TryParse(text, out var path, out _, dialect))
                        path.Select(context);
                }
            }
        );

    [Fact]
    public void A_mutated_intrinsic_function_is_refused_or_evaluated() =>
        AssertNoException(
            Intrinsics,
            everyPlace: null,
            drawn: 2_000,
            text => ExpressionParser.Parse(text, PathDialect.Asl).Evaluate(context),
            failure => failure is PathSyntaxException or EvaluationException
        );

    [Fact]
    public void A_mutated_schema_is_refused_or_checks_a_value() =>
        AssertNoException(
            Schemas,
            everyPlace: ["\"", "\\", ",", "9", "e9", "0e99999999999", "(", "[", "{", "^", "#", "~", "%", "٣", "\\ud800", "-"],
            drawn: 2_000,
            text =>
            {
                if (Parse(text, DocumentFormat.Json) is { } root)
                    JsonSchema.Read(root).Schema?.Validate(context.Data);
            }
        );

    [Fact]
    public void A_mutated_condition_is_refused_or_evaluated() =>
        AssertNoException(
            Conditions,
            everyPlace: null,
            drawn: 2_000,
            text =>
            {
                if (Parse(text, DocumentFormat.Yaml) is { } root)
                    ConditionReader.Read(root, Spelling.Native).Condition?.IsTrue(context);
            }
        );

    [Fact]
    public void A_mutated_URL_is_refused_or_filled() =>
        AssertNoException(
            Urls,
            everyPlace: null,
            drawn: 2_000,
            text =>
            {
                if (!UrlTemplate.TryParse(text, out var template, out _))
                    return;
                foreach (var value in (string[])["a/b?c#d", "\ud800", "..x", new string('x', 66_000)])
                {
                    string[] names = text.Contains("{b.c}", StringComparison.Ordinal) ? ["id", "b.c"] : ["id"];
                    if (template.TryFill(names.ToDictionary(name => name, _ => value, StringComparer.Ordinal), out var url, out _))
                        Assert.NotEmpty(url.IdnHost);
                }
            }
        );

    private void AssertNoException(
        string[] texts,
        string[]? everyPlace,
        int drawn,
        Action<string> run,
        Func<Exception, bool>? isFailure = null
    )
    {
        output.WriteLine(Mutation.HowToRepeat);
        var outcomes = new Outcomes();
        for (var i = 0; i < texts.Length; i++)
        {
            foreach (var text in Mutation.OfEveryPlace(texts[i], everyPlace).Concat(Mutation.Drawn(texts[i], drawn, salt: i)))
            {
                outcomes.Try(
                    text,
                    mutated =>
                    {
                        try
                        {
                            run(mutated);
                        }
                        catch (Exception failure) when (isFailure?.Invoke(failure) ?? failure is EvaluationException)
                        {
                            // What a definition or its data make of an expression is theirs.
                        }
                    }
                );
            }
        }
        Assert.True(outcomes.ToString().Length == 0, $"{Mutation.HowToRepeat}:\n{outcomes}");
    }

    private static DocumentNode? Parse(string text, DocumentFormat format)
    {
        var parsed = DocumentReader.Read(Encoding.UTF8.GetBytes(text), format, new DocumentLimits());
        return parsed.Problems.Count == 0 ? parsed.Root : null;
    }
}
