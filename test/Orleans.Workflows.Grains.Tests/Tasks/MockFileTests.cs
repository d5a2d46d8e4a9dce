using System.Text;
using Workflows.Grains.Executions;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tasks.Mocks;
using Workflows.Grains.Tests.Support;
using Workflows.Language.Documents;
using Workflows.Testing.Mutations;

namespace Workflows.Grains.Tests.Tasks;

public sealed class MockFileTests
{
    private const string Payments = """
        resources:
          paymentService.charge:
            - when: { variable: $.card, equals: "declined" }
              error: { type: PaymentError, cause: "card declined" }
            - when: { variable: $.card, equals: "good" }
              attempts:
                - error: { type: Flaky }
                - result: { charged: true }
              delay: 0.01
        """;

    [Theory]
    [InlineData("""{"card":"declined"}""", 1, "PaymentError", "card declined")]
    [InlineData("""{"card":"good"}""", 1, "Flaky", null)]
    [InlineData("""{"card":"other"}""", 1, "States.TaskFailed", "no mock matches")]
    public async Task The_first_entry_that_matches_answers_with_its_error(string input, int attempt, string error, string? cause)
    {
        var outcome = await AnswerAsync(input, attempt);

        Assert.Equal((error, cause), (outcome.Error!.Name, outcome.Error.Cause));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Past_the_end_of_the_attempts_the_last_answer_repeats(int attempt) =>
        Assert.Equal("""{"charged":true}""", (await AnswerAsync("""{"card":"good"}""", attempt)).Result!.ToString());

    [Theory]
    [InlineData("[]", "must be an object")]
    [InlineData("{mocks: {}}", "no key 'mocks'")]
    [InlineData("{resources: {a: []}}", "must have a list of entries")]
    [InlineData("{resources: {a: [{result: 1, error: {type: E}}]}}", "exactly one of")]
    [InlineData("{resources: {a: [{result: 1, delay: soon}]}}", "'delay' is a number")]
    [InlineData("{resources: {a: [{error: {cause: c}}]}}", "has a 'type'")]
    [InlineData("{resources: {a: [{result: 1, when: {variable: $.x}}]}}", "compares nothing")]
    [InlineData("{resources: {a: [{attempts: []}]}}", "'attempts' must be a list")]
    public void A_wrong_file_is_refused_with_a_sentence_that_says_where(string yaml, string sentence)
    {
        var refusal = Assert.Throws<MockFileException>(() => MockFileReader.Read(Encoding.UTF8.GetBytes(yaml), DocumentFormat.Yaml));

        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("line 1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_file_is_refused_with_a_sentence_whatever_is_wrong()
    {
        var outcomes = new Outcomes();
        foreach (var text in Mutation.OfEveryPlace(Payments).Concat(Mutation.Drawn(Payments, 1_000)))
        {
            outcomes.Try(
                text,
                broken =>
                {
                    try
                    {
                        MockFileReader.Read(Encoding.UTF8.GetBytes(broken), DocumentFormat.Yaml);
                    }
                    catch (MockFileException refusal)
                    {
                        Assert.Matches("[(].*line [1-9][0-9]*, column [1-9][0-9]*[)]", refusal.Message);
                    }
                }
            );
        }
        Assert.True(outcomes.ToString().Length == 0, $"{Mutation.HowToRepeat}\n{outcomes}");
    }

    private static ValueTask<TaskOutcome> AnswerAsync(string input, int attempt)
    {
        var file = MockFileReader.Read(Encoding.UTF8.GetBytes(Payments), DocumentFormat.Yaml);
        var mocks = new MockExecutor(file, new SystemEntropy(), TimeProvider.System);
        var request = new TaskAttempt
        {
            ExecutionId = "e",
            Workflow = "w",
            Step = 1,
            StepId = "pay",
            State = "pay",
            Resource = "paymentService.charge",
            Attempt = attempt,
            IdempotencyKey = "e:1",
            Input = Engine.Json(input),
        };
        return mocks.ExecuteAsync(request, default);
    }
}
