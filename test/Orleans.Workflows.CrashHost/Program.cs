using Workflows.CrashHost;
using Workflows.Grains.Tasks;
using Workflows.Hosting;

// What somebody's own program looks like that embeds the engine: the engine, two handlers, and a few routes for the test that kills it.
var builder = WebApplication.CreateSlimBuilder(args);
builder.AddOrleansWorkflows();
builder.Services.AddHttpClient<CallingHandler>(client =>
    client.BaseAddress = new Uri(builder.Configuration["Calls"] ?? throw new InvalidOperationException("--Calls is missing"))
);
builder.Services.AddTaskHandler<CallingHandler>("calls.answer");
builder.Services.AddTaskHandler<FlakyHandler>("calls.flaky");

var app = builder.Build();
app.MapTestRoutes();
await app.RunAsync();
