using System.Security.Cryptography;
using System.Text;
using Workflows.Journal.Storage;

namespace Workflows.Journal.Schema;

/// <summary>A numbered step of the schema, applied once and never changed.</summary>
/// <param name="Number">Its place, from 1 on, without gaps.</param>
/// <param name="Name">Its file's name.</param>
/// <param name="Text">What it does; several statements.</param>
/// <param name="Checksum">SHA-256 of the text, in hexadecimal.</param>
internal sealed record Migration(int Number, string Name, string Text, string Checksum)
{
    /// <summary>All migrations of a dialect, in order.</summary>
    public static IReadOnlyList<Migration> Load(SqlText sql) =>
        [
            .. sql.Migrations()
                .Select(file => new Migration(
                    file.Number,
                    file.Name,
                    file.Text,
                    Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Text)))
                )),
        ];

    /// <summary>The migrations that a database lacks.</summary>
    /// <param name="known">The migrations of this build.</param>
    /// <param name="applied">Number and checksum of those that the database has.</param>
    /// <exception cref="SchemaMismatchException">The database has one that this build does not know, or knows differently.</exception>
    public static IReadOnlyList<Migration> Missing(IReadOnlyList<Migration> known, IReadOnlyDictionary<int, string> applied)
    {
        foreach (var (number, checksum) in applied)
        {
            var migration = known.FirstOrDefault(migration => migration.Number == number);
            if (migration is null)
                throw new SchemaMismatchException(
                    $"The database has migration {number}, which this build does not know; it was made by a later one."
                );
            if (!string.Equals(migration.Checksum, checksum, StringComparison.Ordinal))
                throw new SchemaMismatchException($"Migration {migration.Name} in the database is not the one of this build.");
        }
        return [.. known.Where(migration => !applied.ContainsKey(migration.Number))];
    }
}
