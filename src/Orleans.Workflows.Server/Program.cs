using Workflows.Server;
using Workflows.Server.Startup;

try
{
    await using var server = ServerApplication.Create(args);
    await server.RunAsync();
    return 0;
}
catch (Exception failure) when (StartupFailure.Describe(failure) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return 1;
}
