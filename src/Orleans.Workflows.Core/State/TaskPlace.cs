namespace Workflows.Core.State;

/// <summary>Where an attempt of a task is worked at.</summary>
public enum TaskPlace
{
    /// <summary>No place; rejected.</summary>
    None = 0,

    /// <summary>In a process of the engine: a handler, a mock, an HTTP call. Its timeout begins when it gets its slot.</summary>
    Here,

    /// <summary>In a queue, or with the worker that took it from there.</summary>
    Queue,

    /// <summary>With somebody who was asked to call back.</summary>
    Callback,

    /// <summary>In an execution of its own.</summary>
    Child,
}
