using Microsoft.Extensions.DependencyInjection;
using Workflows.Grains.Tasks;

namespace Workflows.Grains.Tests.Support;

/// <summary>A small order workflow, as our user writes them, with handlers.</summary>
internal static class Orders
{
    public const string Definition = """
        name: order
        version: 1.0
        startAt: check
        states:
          check:
            type: Task
            resource: inventory.check
            next: decide
          decide:
            type: Choice
            choices:
              - condition: {variable: $.inventoryAvailable, booleanEquals: true}
                next: pay
            default: sold_out
          pay:
            type: Task
            resource: payment.charge
            next: ship
            retry: {maxAttempts: 2, interval: 0.05}
            catch:
              - errorType: PaymentError
                next: sold_out
          ship:
            type: Task
            resource: fulfillment.ship
            next: done
          done: {type: Success}
          sold_out: {type: Fail, error: SoldOut, cause: nothing left}
        """;

    public static void AddHandlers(IServiceCollection services) =>
        services
            .AddTaskHandler("inventory.check", (_, _) => ValueTask.FromResult(Engine.Json("""{"inventoryAvailable":true}""")))
            .AddTaskHandler("payment.charge", (_, _) => ValueTask.FromResult(Engine.Json("""{"charged":true}""")))
            .AddTaskHandler("fulfillment.ship", (_, _) => ValueTask.FromResult(Engine.Json("""{"shipped":true}""")));
}
