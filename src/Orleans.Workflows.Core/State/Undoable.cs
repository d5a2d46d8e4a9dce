using System.Buffers;
using Workflows.Language.Data;

namespace Workflows.Core.State;

/// <summary>A task that will have to be undone if the execution fails.</summary>
/// <param name="Step">Its step.</param>
/// <param name="StepId">The id of the step, as people see it.</param>
/// <param name="State">The name of its state.</param>
/// <param name="Input">The input of the task.</param>
/// <param name="Output">What the task brought; null where nobody knows whether it did anything.</param>
public sealed record Undoable(int Step, string StepId, string State, JsonData Input, JsonData? Output)
{
    /// <summary>What it weighs, in bytes.</summary>
    public long Bytes => Input.Size + (Output?.Size ?? 0);

    /// <summary><c>{input, output}</c>: what its compensation sees as <c>$</c>. Without <c>output</c> where nobody knows it.</summary>
    public JsonData Data
    {
        get
        {
            var buffer = new ArrayBufferWriter<byte>(Input.Size + (Output?.Size ?? 0) + 24);
            buffer.Write("{\"input\":"u8);
            buffer.Write(Input.Utf8.Span);
            if (Output is { } output)
            {
                buffer.Write(",\"output\":"u8);
                buffer.Write(output.Utf8.Span);
            }

            buffer.Write("}"u8);
            return JsonData.FromTrustedUtf8(buffer.WrittenMemory);
        }
    }
}
