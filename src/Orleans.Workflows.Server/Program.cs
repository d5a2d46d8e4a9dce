using Workflows.Server.Startup;

return await ServerProcess.RunAsync(args);
