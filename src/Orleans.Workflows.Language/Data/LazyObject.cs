using System.Collections;
using System.Runtime.InteropServices;

namespace Workflows.Language.Data;

/// <summary>
/// A JSON object whose members are made when somebody looks at them. The context object carries the whole input of an execution: a Map of ten thousand items whose
/// selector wants one small member of it must not write that input ten thousand times.
/// </summary>
public sealed class LazyObject : IEnumerable<LazyMember>
{
    private readonly List<LazyMember> members = [];
    private JsonData? whole;

    /// <summary>All of it; made once.</summary>
    public JsonData Whole => whole ??= JsonText.Write(this, static (writer, self) => self.Write(writer));

    /// <summary>An object that exists already.</summary>
    /// <exception cref="InvalidOperationException">It is not an object.</exception>
    public static LazyObject Of(JsonData given)
    {
        var made = new LazyObject { whole = given };
        foreach (var member in given.Root.EnumerateObject())
            made.Add(member.Name, () => JsonData.From(member.Value));
        return made;
    }

    /// <summary>Adds a member.</summary>
    public void Add(string name, Func<JsonData> value) => members.Add(new LazyMember(name, value));

    /// <summary>Adds a member that is an object itself.</summary>
    public void Add(string name, LazyObject inner) => members.Add(new LazyMember(name, inner));

    /// <summary>The member of a name; null when there is none.</summary>
    public LazyMember? Find(string name)
    {
        foreach (var member in CollectionsMarshal.AsSpan(members))
        {
            if (member.Name == name)
                return member;
        }

        return null;
    }

    /// <inheritdoc/>
    public IEnumerator<LazyMember> GetEnumerator() => members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Write(System.Text.Json.Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var member in members)
        {
            writer.WritePropertyName(member.Name);
            writer.WriteRawValue(member.Value.Utf8.Span, skipInputValidation: true);
        }

        writer.WriteEndObject();
    }
}
