using System.Globalization;

namespace Workflows.Chaos.Tests.FanOut;

/// <summary>Ten thousand pieces of work, flat and nested.</summary>
internal static class FanOutDocuments
{
    public const int Items = 10_000;
    private const int Side = 100;

    /// <summary>One Map of all items.</summary>
    public const string Map = """
        name: fan_out
        startAt: each
        states:
          each:
            type: Map
            itemsPath: $.items
            maxConcurrency: 500
            itemSelector: { "n.$": $$.map.item.value }
            iterator:
              startAt: work
              states: { work: { type: Task, resource: item.work, end: true } }
            resultPath: $.results
            end: true
        """;

    /// <summary>A hundred branches, each a Map of a hundred items.</summary>
    public static string Nested =>
        "name: fan_out\nstartAt: all\nstates:\n  all:\n    type: Parallel\n    resultPath: $.results\n    end: true\n    branches:\n"
        + string.Concat(Enumerable.Range(0, Side).Select(Branch));

    /// <summary>The input of <see cref="Map"/>.</summary>
    public static string MapInput => $$"""{"items":[{{string.Join(',', Enumerable.Range(0, Items))}}]}""";

    /// <summary>The input of <see cref="Nested"/>.</summary>
    public static string NestedInput =>
        "{" + string.Join(',', Enumerable.Range(0, Side).Select(branch => $"\"b{branch}\":[{Numbers(branch)}]")) + "}";

    private static string Numbers(int branch) =>
        string.Join(',', Enumerable.Range(branch * Side, Side).Select(number => number.ToString(CultureInfo.InvariantCulture)));

    private static string Branch(int branch) =>
        $$$"""
                  - startAt: each_{{{branch}}}
                    states:
                      each_{{{branch}}}:
                        type: Map
                        itemsPath: $.b{{{branch}}}
                        itemSelector: { "n.$": $$.map.item.value }
                        iterator:
                          startAt: work_{{{branch}}}
                          states: { work_{{{branch}}}: { type: Task, resource: item.work, end: true } }
                        resultPath: $.results
                        end: true

            """;
}
