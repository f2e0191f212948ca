using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Programmes;

namespace SafeZones.Api.Features.Programmes;

/// <summary>A coordinator opens a programme.</summary>
public static class StartProgramme
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/programmes/{programmeId:guid}/activation", Endpoint)
        .Requires(Permission.ManageProgrammes)
        .Describe(nameof(StartProgramme), "Activate a programme", """
            A draft begins to run: from now on its active venues are safe zones.
            """)
        .Gives(StatusCodes.Status200OK, Programme.Example with { Status = ProgrammeStatus.Running, Version = 2 })
        .Refuses(ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(
        Guid programmeId, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Command(programmeId, ETags.RequireIfMatch(context)), cancellationToken));

    internal sealed record Command(Guid ProgrammeId, long? ExpectedVersion) : ICommand<Programme>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Programme>
    {
        public Task<Programme> Handle(Command command, CancellationToken cancellationToken) => ProgrammeMoving.Move(
            database, callers.Caller, audit, command.ProgrammeId, command.ExpectedVersion, ProgrammeAction.Start,
            clock.GetUtcNow(), cancellationToken);
    }
}
