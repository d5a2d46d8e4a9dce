namespace Workflows.Server.Documentation;

/// <summary>The examples of the API's description. A test sends the requests and compares the shape of the answers.</summary>
public static class Examples
{
    /// <summary>A workflow.</summary>
    public const string WorkflowYaml = """
        name: greeting
        version: 1.0
        startAt: greet
        states:
          greet:
            type: Pass
            result: { text: "hello" }
            next: done
          done:
            type: Success
        """;

    /// <summary>A registered workflow.</summary>
    public const string Workflow = """
        {
          "name": "greeting",
          "version": "1.0",
          "spelling": "native",
          "createdAt": "2026-11-23T19:10:01.000Z",
          "definition": {
            "name": "greeting",
            "version": "1.0",
            "startAt": "greet",
            "states": {
              "greet": { "type": "Pass", "result": { "text": "hello" }, "next": "done" },
              "done": { "type": "Success" }
            }
          }
        }
        """;

    /// <summary>What became of an event that no state waits for.</summary>
    public const string EventSent = """
        { "warning": "No Event state of the workflow waits for events of the name \"aproved\"." }
        """;

    /// <summary>The queues.</summary>
    public const string TaskQueues = """
        {
          "items": [
            {
              "name": "packing",
              "waiting": 3,
              "leased": 1,
              "oldestAt": "2026-11-23T19:10:01.000Z",
              "lastPollAt": "2026-11-23T19:12:40.000Z",
              "lastWorker": "packer-1"
            }
          ]
        }
        """;

    /// <summary>The problems of a document.</summary>
    public const string Validation = """
        {
          "valid": false,
          "problems": [
            {
              "path": "$.states.greet.next",
              "line": 8,
              "column": 11,
              "code": "unknown-next",
              "message": "There is no state 'finish'."
            }
          ]
        }
        """;

    /// <summary>A trial of a state.</summary>
    public const string TestState = """
        {
          "definition": {
            "name": "priced",
            "startAt": "look_up",
            "states": {
              "look_up": {
                "type": "Task",
                "resource": "price.lookup",
                "input": { "item.$": "$.product" },
                "next": "done"
              },
              "done": { "type": "Success" }
            }
          },
          "input": { "product": "kettle" },
          "mock": { "result": { "price": 40 } }
        }
        """;

    /// <summary>What the state of <see cref="TestState"/> leads to.</summary>
    public const string TestedState = """
        {
          "status": "Succeeded",
          "output": { "product": "kettle", "price": 40 },
          "next": "done",
          "stages": {
            "afterInputPath": { "product": "kettle" },
            "afterParameters": { "item": "kettle" },
            "afterResultPath": { "product": "kettle", "price": 40 },
            "afterResultSelector": { "price": 40 },
            "input": { "product": "kettle" },
            "result": { "price": 40 }
          }
        }
        """;

    /// <summary>A start.</summary>
    public const string Start = """
        {
          "workflow": "greeting",
          "input": { "name": "Ada" },
          "tags": { "customer": "42" }
        }
        """;

    /// <summary>An execution on its way.</summary>
    public const string RunningExecution = """
        {
          "id": "order-1042",
          "workflow": "order_processing_workflow",
          "version": "1.0",
          "status": "Running",
          "currentStates": ["check_inventory"],
          "awaiting": [{ "stepId": "check_inventory", "state": "check_inventory", "type": "Task", "attempt": 1, "resource": "inventoryService.check" }],
          "input": { "orderId": "1042" },
          "data": { "orderId": "1042", "valid": true },
          "startedAt": "2026-11-23T19:10:01.000Z",
          "updatedAt": "2026-11-23T19:10:01.012Z",
          "run": 1,
          "tags": { "customer": "42" }
        }
        """;

    /// <summary>An execution that has succeeded.</summary>
    public const string EndedExecution = """
        {
          "id": "01JDCY3T8M6Q",
          "workflow": "greeting",
          "version": "1.0",
          "status": "Succeeded",
          "currentStates": [],
          "input": { "name": "Ada" },
          "output": { "name": "Ada", "text": "hello" },
          "startedAt": "2026-11-23T19:10:01.000Z",
          "updatedAt": "2026-11-23T19:10:01.000Z",
          "endedAt": "2026-11-23T19:10:01.000Z",
          "run": 1,
          "tags": { "customer": "42" }
        }
        """;

    /// <summary>A cancellation.</summary>
    public const string Cancel = """
        { "reason": "ordered twice" }
        """;

    /// <summary>An execution that was cancelled.</summary>
    public const string CancelledExecution = """
        {
          "id": "order-1042",
          "workflow": "order_processing_workflow",
          "version": "1.0",
          "status": "Cancelled",
          "currentStates": [],
          "input": { "orderId": "1042" },
          "cause": "ordered twice",
          "startedAt": "2026-11-23T19:10:01.000Z",
          "updatedAt": "2026-11-23T19:10:09.500Z",
          "endedAt": "2026-11-23T19:10:09.500Z",
          "run": 1,
          "tags": {}
        }
        """;

    /// <summary>An execution that goes on.</summary>
    public const string RedrivenExecution = """
        {
          "id": "order-1042",
          "workflow": "order_processing_workflow",
          "version": "1.0",
          "status": "Running",
          "currentStates": ["ship"],
          "awaiting": [{ "stepId": "ship", "state": "ship", "type": "Task", "attempt": 2, "resource": "fulfillmentService.ship" }],
          "input": { "orderId": "1042" },
          "data": { "orderId": "1042", "charged": true },
          "startedAt": "2026-11-23T19:10:01.000Z",
          "updatedAt": "2026-11-23T19:12:30.250Z",
          "run": 2,
          "tags": {}
        }
        """;

    /// <summary>An event.</summary>
    public const string SendEvent = """
        { "name": "payment_received", "payload": { "amount": 30 }, "eventId": "bank-7731", "correlation": "1042" }
        """;

    /// <summary>A callback that brings an output.</summary>
    public const string CallBack = """
        { "output": { "approved": true } }
        """;

    /// <summary>A result of a worker.</summary>
    public const string CompleteTask = """
        { "output": { "label": "L-17" } }
        """;

    /// <summary>A failure of a worker.</summary>
    public const string FailTask = """
        { "error": "PrinterJam", "cause": "tray 2" }
        """;

    /// <summary>A poll.</summary>
    public const string Poll = """
        { "worker": "printer-1", "max": 5, "wait": 20 }
        """;

    /// <summary>Tasks for a worker.</summary>
    public const string PolledTasks = """
        {
          "items": [
            {
              "token": "b3JkZXItMTA0Mjo1OjE6OWYyYw",
              "executionId": "order-1042",
              "workflow": "order_processing_workflow",
              "stepId": "print_label",
              "state": "print_label",
              "attempt": 1,
              "input": { "orderId": "1042" },
              "idempotencyKey": "order-1042:5",
              "deadline": "2026-11-23T19:15:01.000Z",
              "heartbeatSeconds": 60,
              "leaseUntil": "2026-11-23T19:11:01.000Z"
            }
          ]
        }
        """;

    /// <summary>A step that waits for its next attempt.</summary>
    public const string Step = """
        {
          "id": "ship~2",
          "number": 14,
          "state": "ship",
          "type": "Task",
          "resource": "fulfillmentService.ship",
          "status": "Retrying",
          "input": { "orderId": "1042" },
          "error": "Flaky",
          "cause": "the line was busy",
          "enteredAt": "2026-11-23T19:10:01.000Z",
          "wakeAt": "2026-11-23T19:10:02.020Z",
          "attempts": [
            {
              "attempt": 1,
              "status": "Failed",
              "startedAt": "2026-11-23T19:10:01.000Z",
              "endedAt": "2026-11-23T19:10:01.020Z",
              "error": "Flaky",
              "cause": "the line was busy"
            }
          ]
        }
        """;

    /// <summary>Events of a history.</summary>
    public const string History = """
        {
          "items": [
            {
              "sequence": 7,
              "type": "TaskFailed",
              "at": "2026-11-23T19:10:01.020Z",
              "stepId": "process_payment",
              "attempt": 2,
              "error": "PaymentError",
              "cause": "card declined"
            }
          ]
        }
        """;

    /// <summary>A probe.</summary>
    public const string Health = """
        { "status": "Healthy" }
        """;
}
