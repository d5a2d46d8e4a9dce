using System.Buffers;

namespace Workflows.Language.Data;

/// <summary>
/// Goes through the members of an object in its bytes. What they hold is passed over, not parsed: data meet a result at every step, and only their uppermost
/// level is of interest then.
/// </summary>
/// <param name="utf8">One well-formed JSON object.</param>
internal ref struct JsonMembers(ReadOnlySpan<byte> utf8)
{
    private static readonly SearchValues<byte> EndsOfWords = SearchValues.Create(",} \n\r\t"u8);

    private readonly ReadOnlySpan<byte> utf8 = utf8;
    private int position = utf8.IndexOf((byte)'{') + 1;

    /// <summary>All members of an object, in their order.</summary>
    public static List<JsonMember> Of(ReadOnlySpan<byte> utf8)
    {
        var found = new List<JsonMember>();
        var members = new JsonMembers(utf8);
        while (members.TryRead(out var member))
            found.Add(member);
        return found;
    }

    private bool TryRead(out JsonMember member)
    {
        member = default;
        SkipWhiteSpace();
        if (utf8[position] == (byte)',')
            SkipSign();
        if (utf8[position] == (byte)'}')
            return false;

        var name = position + 1;
        var isEscaped = SkipText();
        var nameLength = position - 1 - name;
        SkipWhiteSpace();
        SkipSign();
        var value = position;
        SkipValue();
        member = new JsonMember(name, nameLength, isEscaped, value, position - value);
        return true;
    }

    /// <summary>Skips a comma or colon and the white space behind it.</summary>
    private void SkipSign()
    {
        position++;
        SkipWhiteSpace();
    }

    private void SkipWhiteSpace()
    {
        while (utf8[position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            position++;
    }

    private void SkipValue()
    {
        switch (utf8[position])
        {
            case (byte)'"':
                SkipText();
                break;
            case (byte)'{' or (byte)'[':
                SkipBrackets();
                break;
            default:
                // A number, true, false or null.
                position += utf8[position..].IndexOfAny(EndsOfWords);
                break;
        }
    }

    private void SkipBrackets()
    {
        var depth = 0;
        do
        {
            switch (utf8[position])
            {
                case (byte)'"':
                    SkipText();
                    continue;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                case (byte)'}' or (byte)']':
                    depth--;
                    break;
            }

            position++;
        } while (depth > 0);
    }

    /// <summary>Skips a text with its quotes; whether it has an escape.</summary>
    private bool SkipText()
    {
        position++;
        var isEscaped = false;
        while (true)
        {
            position += utf8[position..].IndexOfAny((byte)'"', (byte)'\\');
            if (utf8[position++] == (byte)'"')
                return isEscaped;

            // What is escaped may be a quote.
            isEscaped = true;
            position++;
        }
    }
}
