using Microsoft.Net.Http.Headers;
using Workflows.Grains.Contracts;
using Workflows.Language.Documents;
using Workflows.Server.Documentation;
using Workflows.Server.Problems;
using Workflows.Server.Requests;
using Workflows.Server.Responses;

namespace Workflows.Server.Endpoints;

/// <summary>The workflows and their versions.</summary>
public static class WorkflowEndpoints
{
    private const string AcceptYaml = "`application/yaml` gives the document as it was sent.";

    private static readonly QueryParameter[] Naming =
    [
        new(
            "name",
            QueryParameterType.Text,
            "The workflow's name; required where the document carries none (Amazon States Language), and must agree with one that it carries."
        ),
        new("version", QueryParameterType.Text, "The version; must agree with one that the document carries."),
    ];

    /// <summary>Maps the endpoints.</summary>
    public static void MapWorkflows(this IEndpointRouteBuilder routes)
    {
        var workflows = routes.MapGroup("/workflows").WithTags("Workflows");
        MapRegistration(workflows);
        MapReading(workflows);
    }

    private static void MapRegistration(RouteGroupBuilder workflows)
    {
        workflows
            .MapPost("/", RegisterAsync)
            .Describe(
                "registerWorkflow",
                "Register a workflow",
                "Registers a document as a version of a workflow. A version never gets other content: register a change as another version."
            )
            .TakesDocument(Examples.WorkflowYaml)
            .TakesQuery(Naming)
            .Answers<WorkflowResponse>(201, "A new version stands; `Location` names it.", Examples.Workflow)
            .Answers<WorkflowResponse>(200, "The version with this content stands already.")
            .Refuses(
                ProblemType.InvalidDefinition,
                ProblemType.InvalidRequest,
                ProblemType.VersionConflict,
                ProblemType.TooLarge,
                ProblemType.UnsupportedMediaType
            );
        workflows
            .MapPost("/validate", ValidateAsync)
            .Describe(
                "validateWorkflow",
                "Check a workflow",
                "Reads a document as a registration with the same parameters would, and stores nothing: `valid` says whether it would be taken."
            )
            .TakesDocument(Examples.WorkflowYaml)
            .TakesQuery(Naming)
            .Answers<ValidationResponse>(200, "Everything that was found, errors and warnings.", Examples.Validation)
            .Refuses(ProblemType.InvalidRequest, ProblemType.TooLarge, ProblemType.UnsupportedMediaType, ProblemType.Unavailable);
        workflows
            .MapDelete("/{name}/versions/{version}", DeleteAsync)
            .Describe(
                "deleteWorkflowVersion",
                "Delete a version",
                "No execution of the version can be started any more. Running ones go on, finished ones stay readable."
            )
            .Answers(204, "The version is deleted, now or already.")
            .Refuses(ProblemType.UnknownWorkflow);
    }

    private static void MapReading(RouteGroupBuilder workflows)
    {
        workflows
            .MapGet("/", ListAsync)
            .Describe("listWorkflows", "List workflows", "The version registered last of each workflow, by name.")
            .TakesQuery(Paging.Parameters)
            .Answers<Page<WorkflowResponse>>(200, "A page of workflows, without their definitions.")
            .Refuses(ProblemType.InvalidRequest);
        workflows
            .MapGet("/{name}", (string name, IWorkflows all, HttpContext http) => GetAsync(name, null, all, http))
            .Describe("getWorkflow", "Get a workflow", "The version registered last.")
            .TakesHeader(HeaderNames.Accept, AcceptYaml)
            .Answers<WorkflowResponse>(200, "The workflow.", Examples.Workflow)
            .Refuses(ProblemType.UnknownWorkflow);
        workflows
            .MapGet("/{name}/versions", ListVersionsAsync)
            .Describe("listWorkflowVersions", "List versions", "The versions of a workflow, registered last first.")
            .TakesQuery(Paging.Parameters)
            .Answers<Page<WorkflowResponse>>(200, "A page of versions, without their definitions.")
            .Refuses(ProblemType.InvalidRequest, ProblemType.UnknownWorkflow);
        workflows
            .MapGet(
                "/{name}/versions/{version}",
                (string name, string version, IWorkflows all, HttpContext http) => GetAsync(name, version, all, http)
            )
            .Describe("getWorkflowVersion", "Get a version", "One version of a workflow.")
            .TakesHeader(HeaderNames.Accept, AcceptYaml)
            .Answers<WorkflowResponse>(200, "The workflow.", Examples.Workflow)
            .Refuses(ProblemType.UnknownWorkflow, ProblemType.VersionDeleted);
    }

    private static async Task<IResult> RegisterAsync(IWorkflows workflows, HttpContext http)
    {
        var (request, refusal) = await ReadAsync(http.Request);
        if (request is null)
            return refusal!;

        var result = await workflows.RegisterAsync(request, http.RequestAborted);
        return result.Outcome switch
        {
            RegisterOutcome.Created => Registered(result, 201, http),
            RegisterOutcome.Unchanged => Registered(result, 200, http),
            RegisterOutcome.Conflict => new ProblemAnswer(
                ProblemType.VersionConflict,
                VersionConflicts.Sentence(result.Workflow!.Version, result.Workflow.IsDeleted)
            ),
            RegisterOutcome.Invalid => new ProblemAnswer(ProblemType.InvalidDefinition) { Errors = result.Problems },
            RegisterOutcome.None => throw new InvalidOperationException("A registration has an outcome."),
        };
    }

    private static async Task<IResult> ValidateAsync(IWorkflows workflows, HttpContext http)
    {
        var (request, refusal) = await ReadAsync(http.Request);
        if (request is null)
            return refusal!;

        var problems = await workflows.ValidateAsync(request, http.RequestAborted);
        return Results.Json(ValidationResponse.Of(problems), ServerJsonContext.Answers.ValidationResponse);
    }

    private static async Task<(RegisterRequest? Request, ProblemAnswer? Refusal)> ReadAsync(HttpRequest request)
    {
        var body = await RequestBody.ReadDocumentAsync(request, RequestRules.MaxDefinitionBytes);
        if (body.Refusal is not null)
            return (null, body.Refusal);
        var query = new RequestQuery(request.Query);
        var (name, version) = NamingOf(query);
        return query.Problems.Count > 0
            ? (null, ProblemAnswer.InvalidRequest(query.Problems))
            : (new RegisterRequest(body.Content, body.Format, name, version), null);
    }

    private static async Task<IResult> DeleteAsync(string name, string version, IWorkflows workflows, CancellationToken cancellation)
    {
        if (!RequestRules.CanBeWorkflowName(name) || !RequestRules.CanBeVersion(version))
            return await UnknownAsync(name, version, workflows, cancellation);
        var isGone =
            await workflows.DeleteAsync(name, version, cancellation) || await workflows.FindAsync(name, version, cancellation) is not null;
        return isGone ? Results.NoContent() : await UnknownAsync(name, version, workflows, cancellation);
    }

    private static async Task<IResult> ListAsync(IWorkflows workflows, HttpContext http)
    {
        var query = new RequestQuery(http.Request.Query);
        var paging = Paging.Read(query, "workflows", RequestRules.CanBeWorkflowName);
        if (query.Problems.Count > 0)
            return ProblemAnswer.InvalidRequest(query.Problems);

        var found = await workflows.ListAsync(paging.After?[0], paging.Limit, http.RequestAborted);
        return Results.Json(
            paging.PageOf(found, WorkflowResponse.InList, workflow => [workflow.Name]),
            ServerJsonContext.Answers.PageWorkflowResponse
        );
    }

    private static async Task<IResult> ListVersionsAsync(string name, IWorkflows workflows, HttpContext http)
    {
        var query = new RequestQuery(http.Request.Query);
        var paging = Paging.Read(query, $"versions\n{name}", RequestRules.CanBeVersion);
        if (query.Problems.Count > 0)
            return ProblemAnswer.InvalidRequest(query.Problems);

        var found = RequestRules.CanBeWorkflowName(name)
            ? await workflows.ListVersionsAsync(name, paging.After?[0], paging.Limit, http.RequestAborted)
            : null;
        return found is null
            ? await UnknownAsync(name, null, workflows, http.RequestAborted)
            : Results.Json(
                paging.PageOf(found, WorkflowResponse.InList, workflow => [workflow.Version]),
                ServerJsonContext.Answers.PageWorkflowResponse
            );
    }

    private static async Task<IResult> GetAsync(string name, string? version, IWorkflows workflows, HttpContext http)
    {
        if (!RequestRules.CanBeWorkflowName(name) || (version is not null && !RequestRules.CanBeVersion(version)))
            return await UnknownAsync(name, version, workflows, http.RequestAborted);
        var workflow = await workflows.FindAsync(name, version, http.RequestAborted);
        if (workflow is null)
            return await UnknownAsync(name, version, workflows, http.RequestAborted);
        if (workflow.IsDeleted)
            return new ProblemAnswer(
                ProblemType.VersionDeleted,
                $"Version {workflow.Version} of \"{name}\" was deleted; GET /workflows/{name}/versions lists those that can be started."
            );

        http.Response.Headers.Vary = HeaderNames.Accept;
        return DocumentContent.IsYamlWanted(http.Request)
            ? Results.Bytes(workflow.Source, "application/yaml")
            : Results.Json(WorkflowResponse.Of(workflow), ServerJsonContext.Answers.WorkflowResponse);
    }

    private static (string? Name, string? Version) NamingOf(RequestQuery query)
    {
        var (name, version) = (query.Text("name"), query.Text("version"));
        if (name is not null && !RequestRules.CanBeWorkflowName(name))
            query.Add(
                "name",
                ProblemCodes.InvalidName,
                "A name begins with a letter or digit and has up to 80 letters, digits, '_', '.' and '-'."
            );
        if (version is not null && !RequestRules.CanBeVersion(version))
            query.Add("version", ProblemCodes.InvalidValue, RequestRules.VersionGrammar);
        return (name, version);
    }

    private static IResult Registered(RegisterResult result, int status, HttpContext http)
    {
        var workflow = result.Workflow!;
        http.Response.Headers.Location =
            $"/workflows/{Uri.EscapeDataString(workflow.Name)}/versions/{Uri.EscapeDataString(workflow.Version)}";
        return Results.Json(WorkflowResponse.Of(workflow, result.Problems), ServerJsonContext.Answers.WorkflowResponse, statusCode: status);
    }

    private static async Task<IResult> UnknownAsync(string name, string? version, IWorkflows workflows, CancellationToken cancellation) =>
        new ProblemAnswer(ProblemType.UnknownWorkflow, await workflows.ExplainUnknownAsync(name, version, cancellation));
}
