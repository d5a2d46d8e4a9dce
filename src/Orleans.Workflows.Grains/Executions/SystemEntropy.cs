using System.Security.Cryptography;
using Workflows.Language.Expressions;

namespace Workflows.Grains.Executions;

/// <summary>Randomness of the operating system.</summary>
internal sealed class SystemEntropy : Entropy
{
    /// <inheritdoc/>
    public override double NextDouble()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return (BitConverter.ToUInt64(bytes) >> 11) * (1.0 / (1UL << 53));
    }

    /// <inheritdoc/>
    public override Guid NextGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
