using System.Collections.Frozen;
using System.Globalization;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Grains.Tasks.Mocks;

/// <summary>Reads mock files, YAML or JSON: <c>resources</c>, below it the names, below them lists of entries.</summary>
public static class MockFileReader
{
    private const double LongestDelaySeconds = 24 * 60 * 60;

    private static readonly string[] Answers = ["result", "error", "attempts"];

    /// <summary>Reads a mock file from the disk; by its ending <c>.json</c> is JSON, everything else YAML.</summary>
    /// <exception cref="MockFileException">The file is not there, or something is wrong in it.</exception>
    public static MockFile ReadFile(string path)
    {
        if (!File.Exists(path))
            throw new MockFileException($"The mock file {Path.GetFullPath(path)} does not exist.");

        var format = Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase)
            ? DocumentFormat.Json
            : DocumentFormat.Yaml;
        try
        {
            return Read(File.ReadAllBytes(path), format);
        }
        catch (MockFileException wrong)
        {
            throw new MockFileException($"The mock file {path} is wrong: {wrong.Message}");
        }
    }

    /// <summary>Reads the text of a mock file.</summary>
    /// <exception cref="MockFileException">Something is wrong in it; the message is one sentence that says where.</exception>
    public static MockFile Read(ReadOnlyMemory<byte> text, DocumentFormat format)
    {
        var parsed = DocumentReader.Read(text, format, new DocumentLimits { MaxBytes = 16 * 1024 * 1024 });
        if (parsed.Problems.Count > 0)
            throw Wrong(parsed.Problems[0]);

        var root = ObjectOf(parsed.Root!, "A mock file", ["resources"]);
        if (root.Find("resources") is not { } resources)
            throw Wrong(root, "a mock file has the key 'resources'");
        if (resources.Value is not ObjectNode names)
            throw Wrong(resources.Value, "'resources' must be an object with the names of resources as keys");

        return new MockFile(names.Members.ToFrozenDictionary(member => member.Name, ReadEntries, StringComparer.Ordinal));
    }

    private static IReadOnlyList<MockEntry> ReadEntries(DocumentMember resource)
    {
        if (resource.Value is not ArrayNode { Items.Count: > 0 } entries)
            throw Wrong(resource.Value, $"the resource '{resource.Name}' must have a list of entries");
        return [.. entries.Items.Select(ReadEntry)];
    }

    private static MockEntry ReadEntry(DocumentNode node)
    {
        var entry = ObjectOf(node, "An entry", ["when", "result", "error", "attempts", "delay"]);
        var delay = ReadDelay(entry) ?? TimeSpan.Zero;
        var given = Answers.Count(name => entry.Find(name) is not null);
        if (given != 1)
            throw Wrong(node, "an entry has exactly one of 'result', 'error' and 'attempts'");

        if (entry.Find("attempts") is not { } attempts)
            return new MockEntry(ReadCondition(entry), [ReadAnswer(entry, delay)]);
        if (attempts.Value is not ArrayNode { Items.Count: > 0 } list)
            throw Wrong(attempts.Value, "'attempts' must be a list with an answer for each attempt");
        return new MockEntry(ReadCondition(entry), [.. list.Items.Select(item => ReadAttempt(item, delay))]);
    }

    private static MockAnswer ReadAttempt(DocumentNode node, TimeSpan entryDelay)
    {
        var attempt = ObjectOf(node, "An attempt", ["result", "error", "delay"]);
        if (attempt.Find("result") is null == attempt.Find("error") is null)
            throw Wrong(node, "an attempt has either 'result' or 'error'");
        return ReadAnswer(attempt, ReadDelay(attempt) ?? entryDelay);
    }

    private static MockAnswer ReadAnswer(ObjectNode node, TimeSpan delay)
    {
        if (node.Find("result") is { } result)
            return new MockAnswer(result.Value.ToJson(), null, delay);

        var error = ObjectOf(node.Find("error")!.Value, "An error", ["type", "cause"]);
        var type = TextOf(error, "type") ?? throw Wrong(error, "an error has a 'type'");
        return new MockAnswer(null, new WorkflowError(type, TextOf(error, "cause")), delay);
    }

    private static Condition? ReadCondition(ObjectNode entry)
    {
        if (entry.Find("when") is not { } when)
            return null;

        var read = ConditionReader.Read(when.Value, Spelling.Native);
        return read.Condition ?? throw Wrong(read.Problems[0]);
    }

    private static TimeSpan? ReadDelay(ObjectNode node)
    {
        if (node.Find("delay") is not { } delay)
            return null;
        if (
            delay.Value is ScalarNode { Kind: NodeKind.Number } number
            && double.TryParse(number.Json, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 0 and <= LongestDelaySeconds
        )
        {
            return TimeSpan.FromSeconds(seconds);
        }
        throw Wrong(delay.Value, "'delay' is a number of seconds, from 0 to 86400");
    }

    private static string? TextOf(ObjectNode node, string name)
    {
        if (node.Find(name) is not { } member)
            return null;
        return member.Value is ScalarNode { Kind: NodeKind.Text } text ? text.Json : throw Wrong(member.Value, $"'{name}' is a text");
    }

    private static ObjectNode ObjectOf(DocumentNode node, string what, string[] keys)
    {
        if (node is not ObjectNode members)
            throw Wrong(node, $"{what} must be an object");
        foreach (var member in members.Members)
        {
            if (!keys.Contains(member.Name))
                throw Wrong(member.Value, $"{what} has no key '{member.Name}', only {string.Join(", ", keys)}");
        }
        return members;
    }

    private static MockFileException Wrong(Problem problem) =>
        new($"{problem.Message} ({problem.Position.Path}, line {problem.Position.Line}, column {problem.Position.Column})");

    private static MockFileException Wrong(DocumentNode node, string rule) =>
        new($"{char.ToUpperInvariant(rule[0])}{rule[1..]} ({node.Path}, line {node.Line}, column {node.Column}).");
}
