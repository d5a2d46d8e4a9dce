using System.Runtime.InteropServices;
using System.Text.Json;

namespace Workflows.Language.Expressions;

/// <summary>
/// What evaluations may cost. All expressions of one state share <see cref="StepsPerState"/>, so that many expressions are bounded like one. Costs are counted in steps: one for each value
/// that is visited or made, and one for each <see cref="BytesPerStep"/> bytes that are copied, compared or searched. Steps fail the same document on every machine alike; time would not.
/// </summary>
/// <param name="supervise">
/// Asked every few hundred steps, with the number of all steps so far, whether the evaluation goes on. For callers that bound or cancel what runs. Null: it always goes on.
/// </param>
public sealed class EvaluationBudget(Func<long, EvaluationVerdict>? supervise = null)
{
    /// <summary>What the expressions of one state may spend together. In steps. Default: 5,000,000.</summary>
    public const int StepsPerState = 5_000_000;

    /// <summary>How many bytes cost one step.</summary>
    public const int BytesPerStep = 64;

    // What is done in between takes well under a millisecond, and the question costs next to nothing.
    private const int StepsBetweenQuestions = 256;

    private long beforeState;
    private long nextQuestion = StepsBetweenQuestions;
    private bool isStateExhausted;

    /// <summary>All steps so far, of every state.</summary>
    public long Spent { get; private set; }

    /// <summary>Whether the supervisor has given up a state: what comes next should not be decided along with it.</summary>
    public bool WasExhausted { get; private set; }

    /// <summary>Gives what follows a share of its own: another state begins, or a part of one that has its own share.</summary>
    public void BeginState() => (beforeState, isStateExhausted) = (Spent, false);

    /// <summary>Takes from the share of the state.</summary>
    /// <returns>False: it is used up, and the state has to fail.</returns>
    /// <exception cref="EvaluationInterruptedException">The supervisor stops the evaluation.</exception>
    public bool TrySpend(long steps)
    {
        Spent += steps;
        if (Spent >= nextQuestion)
            Ask();
        return !isStateExhausted && Spent - beforeState <= StepsPerState;
    }

    /// <summary>Takes from the share of the state.</summary>
    /// <param name="errorName">The error of a state whose share is used up.</param>
    /// <exception cref="EvaluationException">The share is used up.</exception>
    /// <exception cref="EvaluationInterruptedException">The supervisor stops the evaluation.</exception>
    public void Spend(long steps, string errorName)
    {
        if (!TrySpend(steps))
            throw new EvaluationException(errorName, $"The expressions of the state {Excess}.");
    }

    /// <summary>Takes what it costs to copy, compare or search so many bytes.</summary>
    /// <inheritdoc cref="Spend"/>
    public void SpendOnBytes(long bytes, string errorName) => Spend(1 + (bytes / BytesPerStep), errorName);

    /// <summary>Takes what it costs to look at a whole value.</summary>
    /// <inheritdoc cref="Spend"/>
    internal void SpendOn(JsonElement value, string errorName) => SpendOnBytes(JsonMarshal.GetRawUtf8Value(value).Length, errorName);

    /// <summary>What it costs to search a text for another, in steps: at every place much of what is sought may have to be compared.</summary>
    /// <param name="text">The length of the text, in characters.</param>
    /// <param name="sought">The length of what is sought, in characters.</param>
    internal static long StepsOfSearch(long text, long sought)
    {
        const int CharactersPerStep = BytesPerStep / sizeof(char);
        return 1 + (text / CharactersPerStep * (1 + (sought / CharactersPerStep)));
    }

    /// <summary>What was too much, for the end of a sentence.</summary>
    internal string Excess => isStateExhausted ? "take too long" : $"take more than {StepsPerState} evaluation steps together";

    private void Ask()
    {
        nextQuestion = Spent + StepsBetweenQuestions;
        switch (supervise?.Invoke(Spent) ?? EvaluationVerdict.GoOn)
        {
            case EvaluationVerdict.GoOn:
                break;
            case EvaluationVerdict.FailState:
                isStateExhausted = WasExhausted = true;
                break;
            case EvaluationVerdict.Interrupt:
                throw new EvaluationInterruptedException();
        }
    }
}
