using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Workflows.Language.Expressions.Jsonata.Syntax;

/// <summary>Cuts an expression into tokens, one when it is asked for: only the parser knows whether a slash divides or begins a regex.</summary>
internal sealed partial class Lexer(string text)
{
    private const string Space = " \t\n\r\v";
    private const string Single = ".[]{}(),@#;:?+-*/%|=<>^&!~";

    private static readonly string[] Double = ["..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??"];

    /// <summary>Where the next token is looked for.</summary>
    public int Position { get; set; }

    /// <summary>The expression.</summary>
    public string Text => text;

    private char Current => Position < text.Length ? text[Position] : '\0';

    /// <summary>The next token.</summary>
    /// <param name="isAfterOperand">True where an operator is expected: a slash divides.</param>
    public Token Next(bool isAfterOperand)
    {
        SkipSpaceAndComments();
        var start = Position;
        if (Position >= text.Length)
            return new Token(TokenKind.End, "(end)", start);
        if (Current == '/' && !isAfterOperand)
            return TakeRegex();
        foreach (var symbol in Double)
        {
            if (string.CompareOrdinal(text, Position, symbol, 0, 2) == 0)
                return Take(new Token(TokenKind.Operator, symbol, start), 2);
        }
        if (Single.Contains(Current, StringComparison.Ordinal))
            return Take(new Token(TokenKind.Operator, Current.ToString(), start), 1);
        if (Current is '"' or '\'')
            return new Token(TokenKind.Text, TakeString(), start);
        if (char.IsAsciiDigit(Current))
            return TakeNumber();
        return Current == '`' ? TakeQuotedName() : TakeWord();
    }

    private Token Take(Token token, int length)
    {
        Position += length;
        return token;
    }

    private void SkipSpaceAndComments()
    {
        while (Position < text.Length)
        {
            if (Space.Contains(Current, StringComparison.Ordinal))
                Position++;
            else if (string.CompareOrdinal(text, Position, "/*", 0, 2) == 0)
            {
                var end = text.IndexOf("*/", Position + 2, StringComparison.Ordinal);
                Position = end < 0 ? throw new JsonataException("S0106", "The comment is not closed with */.", Position) : end + 2;
            }
            else
                return;
        }
    }

    private Token TakeRegex()
    {
        var start = ++Position;
        for (var depth = 0; Position < text.Length; Position++)
        {
            if (Current == '\\')
                Position++;
            else if (Current is '(' or '[' or '{')
                depth++;
            else if (Current is ')' or ']' or '}')
                depth--;
            else if (Current == '/' && depth == 0)
                return FinishRegex(start);
        }
        throw new JsonataException("S0302", "The regular expression is not closed with /.", start - 1);
    }

    private Token FinishRegex(int start)
    {
        var pattern = text[start..Position];
        if (pattern.Length == 0)
            throw new JsonataException("S0301", "A regular expression must not be empty.", Position);
        var flags = ++Position;
        while (Current is 'i' or 'm')
            Position++;
        return new Token(TokenKind.Regex, pattern, start - 1) { Flags = text[flags..Position] };
    }

    private string TakeString()
    {
        var (start, quote) = (Position, Current);
        var value = new StringBuilder();
        for (Position++; Position < text.Length; Position++)
        {
            if (Current == quote)
            {
                Position++;
                return value.ToString();
            }
            value.Append(Current == '\\' ? TakeEscape() : Current);
        }
        throw new JsonataException("S0101", $"The string is not closed with {quote}.", start);
    }

    // Leaves the position on the escape's last character.
    private char TakeEscape()
    {
        Position++;
        switch (Current)
        {
            case '"' or '\\' or '/':
                return Current;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                if (
                    Position + 4 >= text.Length
                    || !ushort.TryParse(
                        text.AsSpan(Position + 1, 4),
                        NumberStyles.AllowHexSpecifier,
                        CultureInfo.InvariantCulture,
                        out var unit
                    )
                )
                    throw new JsonataException("S0104", @"\u must be followed by four hexadecimal digits.", Position);
                Position += 4;
                return (char)unit;
            default:
                throw new JsonataException("S0103", $"'\\{Current}' is no escape.", Position);
        }
    }

    private Token TakeNumber()
    {
        var start = Position;
        var match = Number().Match(text, Position);
        Position += match.Length;
        var number = double.Parse(match.ValueSpan, CultureInfo.InvariantCulture);
        return double.IsFinite(number)
            ? new Token(TokenKind.Number, match.Value, start) { Number = number }
            : throw new JsonataException("S0102", $"The number {match.Value} is too large.", start);
    }

    private Token TakeQuotedName()
    {
        var start = Position;
        var end = text.IndexOf('`', Position + 1);
        if (end < 0)
            throw new JsonataException("S0105", "The quoted name is not closed with `.", start);
        Position = end + 1;
        return new Token(TokenKind.Name, text[(start + 1)..end], start);
    }

    private Token TakeWord()
    {
        var start = Position;
        while (
            Position < text.Length
            && !Space.Contains(Current, StringComparison.Ordinal)
            && !Single.Contains(Current, StringComparison.Ordinal)
        )
            Position++;
        var word = text[start..Position];
        if (word[0] == '$')
            return new Token(TokenKind.Variable, word[1..], start);
        return word switch
        {
            "or" or "in" or "and" => new Token(TokenKind.Operator, word, start),
            "true" or "false" or "null" => new Token(TokenKind.Value, word, start),
            _ => new Token(TokenKind.Name, word, start),
        };
    }

    [GeneratedRegex(
        @"\G(0|[1-9][0-9]*)(\.[0-9]+)?([Ee][-+]?[0-9]+)?",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Number();
}
