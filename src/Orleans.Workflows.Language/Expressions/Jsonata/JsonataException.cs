namespace Workflows.Language.Expressions.Jsonata;

/// <summary>An expression is no JSONata, or its evaluation failed. The codes are those of jsonata.org: S… syntax, T… types, D… data.</summary>
public sealed class JsonataException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="code">For example <c>T2001</c>; see <see cref="JsonataException"/>.</param>
    /// <param name="message">What is wrong, for people.</param>
    /// <param name="offset">Where in the expression, in characters from 0; negative when it is not known yet.</param>
    public JsonataException(string code, string message, int offset = -1)
        : base(message) => (Code, Offset) = (code, offset);

    /// <summary>The code: a letter and four digits.</summary>
    public string Code { get; }

    /// <summary>Where in the expression, in characters from 0; negative when it is not known.</summary>
    public int Offset { get; private set; }

    /// <summary>Fills in the place when whoever failed did not know it.</summary>
    internal void PlaceAt(int offset)
    {
        if (Offset < 0)
            Offset = offset;
    }
}
