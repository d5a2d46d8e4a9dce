namespace Workflows.Grains.Tasks.Http;

/// <summary>Ends an attempt with a named error, from wherever it is noticed.</summary>
/// <param name="error">One of <see cref="HttpErrors"/> or a reserved name.</param>
/// <param name="cause">A sentence for people.</param>
internal sealed class HttpTaskException(string error, string cause) : Exception(cause)
{
    public string Error { get; } = error;
}
