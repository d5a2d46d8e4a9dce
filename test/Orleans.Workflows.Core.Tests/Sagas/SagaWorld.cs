using Workflows.Core.Commands;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Language.Data;

namespace Workflows.Core.Sagas;

/// <summary>
/// The world that a saga meets: what each resource answers, attempt by attempt, and what is sent from outside. It notes the effects, each once per idempotency key:
/// what a payment provider would book, however often it is asked.
/// </summary>
internal sealed class SagaWorld
{
    private readonly Dictionary<string, string[]> answers = [];
    private readonly HashSet<(string Resource, string Key)> booked = [];
    private readonly Queue<Command> messages = [];

    /// <summary>The resources that have done something, in order.</summary>
    public List<string> Effects { get; } = [];

    /// <summary>A resource answers its attempts one after the other; the last answer repeats. <c>!Name</c> is an error, <c>…</c> no answer at all.</summary>
    public SagaWorld Answers(string resource, params string[] byAttempt)
    {
        answers[resource] = byAttempt;
        return this;
    }

    /// <summary>Somebody sends an event as soon as nothing else is left to do.</summary>
    public SagaWorld Sends(string name, string payload, string correlation)
    {
        messages.Enqueue(new SendEvent(name, TestExecution.Json(payload), "once", TestExecution.Json(correlation)));
        return this;
    }

    /// <summary>Runs the execution to its end.</summary>
    /// <param name="disturb">What happens after each transition: nothing, a restart, a crash.</param>
    public void Run(TestExecution execution, Action<TestExecution> disturb)
    {
        disturb(execution);
        for (var transitions = 0; !execution.State.Status.IsEnded(); transitions++)
        {
            Assert.True(transitions < 500, "The saga does not come to its end.");
            execution.Send(Next(execution));
            disturb(execution);
        }
    }

    private Command Next(TestExecution execution)
    {
        foreach (var work in execution.Work.Values.OrderBy(work => work.Step))
        {
            if (work is RunTask task && Answer(task, execution) is { } command)
                return command;
        }

        if (messages.TryDequeue(out var message))
            return message;

        var due = execution.Work.Values.Where(work => work.WakeAt is not null).MinBy(work => work.WakeAt)!;
        execution.Now = due.WakeAt!.Value > execution.Now ? due.WakeAt.Value : execution.Now;
        return new FireTimer(due.Step);
    }

    private Command? Answer(RunTask task, TestExecution execution)
    {
        var script = answers.GetValueOrDefault(task.Resource) ?? ["{}"];
        var answer = script[int.Min(task.Attempt, script.Length) - 1];
        if (answer == "…")
            return task.Token is null ? new TimeOutTask(task.Step, task.Attempt, new WorkflowError(ErrorNames.Timeout, "no answer")) : null;
        if (answer.StartsWith('!'))
            return new FailTask(task.Step, task.Attempt, new WorkflowError(answer[1..], "drawn"));

        if (booked.Add((task.Resource, task.IdempotencyKey)))
            Effects.Add(task.Resource);
        if (task.Token is { } token)
        {
            Assert.True(TaskTokens.TryParse(token, out var parsed) && TaskTokens.IsGenuine(execution.State, parsed));
            Assert.Equal((task.Step, task.Attempt), (parsed!.Step, parsed.Attempt));
        }

        return new CompleteTask(task.Step, task.Attempt, TestExecution.Json(answer));
    }
}
