using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Core.Work;

/// <summary>
/// The tokens that callbacks and workers complete an attempt with: <c>base64url(execution:step:attempt:mac)</c>. The MAC is keyed with a secret that was drawn at
/// the start of the execution, so that a token cannot be guessed, is bound to its attempt, and can be told from a forged one long after the attempt.
/// </summary>
public static class TaskTokens
{
    private const int MacBytes = 16;
    private const int LongestToken = 512;

    /// <summary>The token of an attempt.</summary>
    public static string Create(ExecutionState state, int step, int attempt)
    {
        var subject = string.Create(CultureInfo.InvariantCulture, $"{state.Id}:{step}:{attempt}");
        var text = $"{subject}:{Convert.ToHexStringLower(Mac(state, subject))}";
        return Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Takes a token apart. It is not yet known to be genuine: see <see cref="IsGenuine"/>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TaskToken? token)
    {
        token = null;
        if (text.Length > LongestToken || !Base64Url.IsValid(text))
            return false;

        var parts = System.Text.Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(':');
        if (parts.Length != 4 || !Digits.TryParse(parts[1], out int step) || !Digits.TryParse(parts[2], out int attempt))
            return false;

        token = new TaskToken(parts[0], step, attempt, parts[3]);
        return true;
    }

    /// <summary>Whether this execution made a token, whatever has become of the attempt.</summary>
    public static bool IsGenuine(ExecutionState state, TaskToken token)
    {
        if (state.Started.Secret is null || token.ExecutionId != state.Id || token.Step > state.LastStep)
            return false;

        var subject = string.Create(CultureInfo.InvariantCulture, $"{token.ExecutionId}:{token.Step}:{token.Attempt}");
        var expected = Convert.ToHexStringLower(Mac(state, subject));
        return CryptographicOperations.FixedTimeEquals(
            System.Text.Encoding.UTF8.GetBytes(expected),
            System.Text.Encoding.UTF8.GetBytes(token.Mac)
        );
    }

    /// <summary>Whether a state gives tokens away. On AWS the <c>.sync</c> integrations do, too.</summary>
    public static bool IsNeeded(StateDefinition state) =>
        state is TaskState task
        && (
            TaskCall.PlaceOf(task.Target) is TaskPlace.Queue or TaskPlace.Callback
            || task.Target.Completion is TaskCompletion.Job or TaskCompletion.JobWithJson
        );

    /// <summary>Whether any state of a definition, or what undoes it, gives tokens away.</summary>
    public static bool AreNeeded(WorkflowDefinition definition)
    {
        foreach (var state in definition.States.Values)
        {
            if (IsNeeded(state) || (state is TaskState { Compensate: { } undo } && IsNeeded(undo.Task)))
                return true;
        }

        return false;
    }

    private static ReadOnlySpan<byte> Mac(ExecutionState state, string subject)
    {
        var secret =
            state.Started.Secret ?? throw new InvalidOperationException($"Execution {state.Id} was started without a secret for tokens.");
        return HMACSHA256.HashData(secret.ToByteArray(), System.Text.Encoding.UTF8.GetBytes(subject)).AsSpan(0, MacBytes);
    }
}

/// <summary>A token, taken apart.</summary>
/// <param name="ExecutionId">The execution that made it.</param>
/// <param name="Step">The step.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Mac">What proves it, in hexadecimal digits.</param>
public sealed record TaskToken(string ExecutionId, int Step, int Attempt, string Mac);
