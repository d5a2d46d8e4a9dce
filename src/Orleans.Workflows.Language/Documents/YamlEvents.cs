using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Workflows.Language.Documents;

/// <summary>
/// The events of a YAML text. YamlDotNet throws more than its own exception over broken text: whatever fits the state that its scanner is in. All calls of the library
/// that read text are here, so that its failures become problems of the document and our own do not.
/// </summary>
internal sealed class YamlEvents
{
    private readonly Scanner scanner;
    private readonly Parser parser;

    /// <summary>Prepares to read a text; <see cref="MoveNext"/> reads the first event.</summary>
    public YamlEvents(string text)
    {
        scanner = new Scanner(new StringReader(text));
        parser = new Parser(scanner);
    }

    /// <summary>The event that comes next; it stays until <see cref="MoveNext"/>.</summary>
    /// <exception cref="InvalidOperationException">Nothing was read yet.</exception>
    public ParsingEvent Current => parser.Current ?? throw new InvalidOperationException("The events begin with the first MoveNext.");

    /// <summary>Reads the next event.</summary>
    /// <exception cref="MalformedYamlException">The text is not YAML from here on.</exception>
    public void MoveNext()
    {
        bool hasMore;
        try
        {
            hasMore = parser.MoveNext();
        }
        catch (YamlException malformed)
        {
            throw new MalformedYamlException(malformed.Message, malformed.Start);
        }
        catch (Exception foreign)
        {
            throw new MalformedYamlException(
                "the text cannot be read here; look for a quote or bracket that is not closed, or for a wrong escape.",
                scanner.CurrentPosition,
                foreign
            );
        }
        if (!hasMore)
            throw new MalformedYamlException("the text ends too early.", scanner.CurrentPosition);
    }

    /// <summary>Takes the next event where it is of a kind.</summary>
    public bool TryTake<TEvent>()
        where TEvent : ParsingEvent
    {
        if (Current is not TEvent)
            return false;
        MoveNext();
        return true;
    }
}
