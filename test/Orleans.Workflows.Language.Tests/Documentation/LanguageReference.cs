using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Expressions;
using Workflows.Language.Expressions.Jsonata.Functions;
using Workflows.Language.Model;
using Workflows.Language.Reading;
using Workflows.Testing.Repository;

namespace Workflows.Language.Tests.Documentation;

/// <summary>Writes the reference of the language from what the reader accepts and the functions that there are.</summary>
internal static class LanguageReference
{
    private static readonly string[] Kinds = ["Task", "Choice", "Wait", "Parallel", "Map", "Pass", "Event", "Success", "Fail"];

    private static readonly Key[] AllKeys =
    [
        .. typeof(Keys)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null))
            .OfType<Key>()
            .Where(key => key != Keys.Type),
    ];

    public static string Write()
    {
        var text = new StringBuilder();
        text.Append(
            """
            # Reference of the language

            Written by a test from the code, so that it is complete: which keys each state takes, the functions, and the reserved error names. What they mean, with examples:
            [the workflow language](language.md).

            """
        );
        WriteKeys(text, Spelling.Native, "Keys of native documents");
        WriteKeys(text, Spelling.Asl, "Keys of ASL documents");
        WriteFunctions(text);
        WriteErrors(text);
        return text.ToString();
    }

    private static void WriteKeys(StringBuilder text, Spelling spelling, string title)
    {
        var kinds = Kinds.Where(kind => spelling == Spelling.Native || kind != "Event").ToArray();
        text.Append(
            $"\n## {title}\n\n`{(spelling == Spelling.Native ? "type" : "Type")}` is needed by every state. ● in both query languages, P only with JSONPath, J only with JSONata.\n\n"
        );
        text.Append(
            $"| key | {string.Join(" | ", kinds.Select(kind => TypeOf(kind, spelling)))} |\n|---{string.Concat(kinds.Select(_ => "|:-:"))}|\n"
        );
        foreach (var key in AllKeys)
        {
            if (key.In(spelling) is not { } name)
                continue;
            var marks = kinds.Select(kind => Mark(kind, name, spelling)).ToArray();
            if (marks.Any(mark => mark.Length > 0))
                text.Append($"| `{name}` | {string.Join(" | ", marks)} |\n");
        }
    }

    private static string Mark(string kind, string key, Spelling spelling) =>
        (Takes(kind, key, spelling, "JSONPath"), Takes(kind, key, spelling, "JSONata")) switch
        {
            (true, true) => "●",
            (true, false) => "P",
            (false, true) => "J",
            _ => "",
        };

    /// <summary>Whether the reader knows a key at a state: whatever else is wrong with its value.</summary>
    private static bool Takes(string kind, string key, Spelling spelling, string language)
    {
        var isNative = spelling == Spelling.Native;
        var state = new JsonObject { [isNative ? "type" : "Type"] = TypeOf(kind, spelling), [key] = 1 };
        var document = isNative
            ? new JsonObject
            {
                ["name"] = "w",
                ["queryLanguage"] = language,
                ["startAt"] = "s",
                ["states"] = new JsonObject { ["s"] = state },
            }
            : new JsonObject
            {
                ["QueryLanguage"] = language,
                ["StartAt"] = "s",
                ["States"] = new JsonObject { ["s"] = state },
            };
        var path = $"$.{(isNative ? "states" : "States")}.s.{key}";
        var problems = DefinitionReader
            .Read(Encoding.UTF8.GetBytes(document.ToJsonString()), DocumentFormat.Json, new DefinitionLimits())
            .Problems;
        return !problems.Any(problem =>
            problem.Position.Path == path
            && problem.Code is ProblemCodes.UnknownKey or ProblemCodes.MixedSpelling or ProblemCodes.NotSupported
        );
    }

    private static string TypeOf(string kind, Spelling spelling) => spelling == Spelling.Asl && kind == "Success" ? "Succeed" : kind;

    private static void WriteFunctions(StringBuilder text)
    {
        text.Append(
            "\n## Intrinsic functions\n\nIn values of `key.$`, with JSONPath. A text is written in single quotes.\n\n| function | arguments |\n|---|---|\n"
        );
        foreach (var function in IntrinsicFunction.All.Values)
            text.Append($"| `{function.Name}` | {Arguments(function)} |\n");

        text.Append("\n## Functions of JSONata\n\nIn texts `{% … %}`, as jsonata.org and AWS document them; `$eval` there is not.\n\n");
        text.Append(string.Join(", ", Library.Names.Order(StringComparer.Ordinal).Select(name => $"`${name}`"))).Append('\n');
    }

    private static string Arguments(IntrinsicFunction function) =>
        function.Most == int.MaxValue ? $"{function.Least} or more"
        : function.Least == function.Most ? $"{function.Least}"
        : $"{function.Least} to {function.Most}";

    private static void WriteErrors(StringBuilder text)
    {
        text.Append(
            "\n## Reserved error names\n\nWhat begins with `States.` is reserved: a handler cannot fail with such a name.\n\n| name | meaning |\n|---|---|\n"
        );
        var docs = XmlDocs.Of(typeof(ErrorNames).Assembly);
        foreach (var field in typeof(ErrorNames).GetFields().Where(field => field.IsLiteral && field.Name != nameof(ErrorNames.Prefix)))
            text.Append($"| `{field.GetRawConstantValue()}` | {docs.SummaryOf(field)} |\n");
    }
}
