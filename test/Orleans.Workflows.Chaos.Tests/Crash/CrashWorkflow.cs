namespace Workflows.Chaos.Tests.Crash;

/// <summary>What runs while the host is killed: calls, retries that wait, a Wait and a Choice, so that a kill may hit any of them.</summary>
internal static class CrashWorkflow
{
    /// <summary>The name.</summary>
    public const string Name = "crash";

    /// <summary>The document. <c>calls.flaky</c> fails on its first attempt.</summary>
    public const string Document = """
        name: crash
        version: 1
        startAt: reserve
        states:
          reserve:
            type: Task
            resource: calls.answer
            next: pause
          pause:
            type: Wait
            seconds: 1
            next: charge
          charge:
            type: Task
            resource: calls.flaky
            retry: { errorType: Flaky, maxAttempts: 3, interval: 0.5 }
            next: is_charged
          is_charged:
            type: Choice
            choices:
              - condition: { variable: $.charge, greaterThanOrEqual: 2 }
                next: ship
            default: not_charged
          ship:
            type: Task
            resource: calls.answer
            next: done
          done:
            type: Success
          not_charged:
            type: Fail
            error: NotCharged
        """;
}
