using Workflows.Grains.Contracts;
using Workflows.Language.Documents;
using Workflows.Server.Responses;

namespace Workflows.Server.Requests;

/// <summary>The paging of a request: how many entries, and behind which one.</summary>
/// <param name="Size">How many.</param>
/// <param name="After">The fields of the last entry of the page before; null for the first page.</param>
/// <param name="Scope">What the token is good for: the list and its filters.</param>
public sealed record Paging(int Size, IReadOnlyList<string>? After, string Scope)
{
    /// <summary>Entries of a page. Default: 50.</summary>
    public const int DefaultSize = 50;

    /// <summary>The most entries of a page: 500.</summary>
    public const int MaxSize = 500;

    /// <summary>The parameters of every paged list.</summary>
    public static readonly QueryParameter[] Parameters =
    [
        new("pageSize", QueryParameterType.Integer, $"Entries of a page, 1 to {MaxSize}. Default: {DefaultSize}."),
        new("pageToken", QueryParameterType.Text, "The `nextPageToken` of the page before; good for the same list with the same filters."),
    ];

    /// <summary>Reads the paging of a request; mistakes go to <paramref name="query"/>.</summary>
    /// <param name="scope">The list and its filters: a token of another list is a mistake.</param>
    /// <param name="fields">What each field that names an entry can be: a token is no secret, so that anybody can make one.</param>
    public static Paging Read(RequestQuery query, string scope, params ReadOnlySpan<Func<string, bool>> fields)
    {
        var size = (int)query.Integer("pageSize", DefaultSize, 1, MaxSize);
        if (query.Text("pageToken") is not { } token)
            return new(size, null, scope);

        var after = PageToken.Read(token, scope);
        if (after is not null && Fit(after, fields))
            return new(size, after, scope);
        query.Add("pageToken", ProblemCodes.InvalidValue, "The value is no page token of this list with these filters.");
        return new(size, null, scope);
    }

    private static bool Fit(IReadOnlyList<string> values, ReadOnlySpan<Func<string, bool>> fields)
    {
        if (values.Count != fields.Length)
            return false;
        for (var i = 0; i < fields.Length; i++)
        {
            if (!fields[i](values[i]))
                return false;
        }
        return true;
    }

    /// <summary>How many entries to ask for: one more than the page holds tells whether another page follows.</summary>
    public int Limit => Size + 1;

    /// <summary>The page of what was found.</summary>
    /// <param name="found">Up to <see cref="Limit"/> entries.</param>
    /// <param name="shown">An entry as it goes out.</param>
    /// <param name="fieldsOf">The fields that name an entry.</param>
    /// <param name="bytesOf">What an entry weighs: the page ends when it has <see cref="IExecutions.EnoughBytes"/>. Null where entries are small.</param>
    public Page<TShown> PageOf<T, TShown>(
        IReadOnlyList<T> found,
        Func<T, TShown> shown,
        Func<T, string[]> fieldsOf,
        Func<T, long>? bytesOf = null
    )
    {
        var count = Math.Min(found.Count, bytesOf is null ? Size : CountOf(found, bytesOf));
        return new()
        {
            Items = [.. found.Take(count).Select(shown)],
            NextPageToken = found.Count > count ? PageToken.Write(fieldsOf(found[count - 1]), Scope) : null,
        };
    }

    private int CountOf<T>(IReadOnlyList<T> found, Func<T, long> bytesOf)
    {
        var (count, bytes) = (0, 0L);
        while (count < Size && count < found.Count && bytes < IExecutions.EnoughBytes)
            bytes += bytesOf(found[count++]);
        return count;
    }
}
