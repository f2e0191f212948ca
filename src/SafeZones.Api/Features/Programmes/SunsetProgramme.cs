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

/// <summary>An owner begins to close a programme.</summary>
public static class SunsetProgramme
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/programmes/{programmeId:guid}/sunset", Endpoint)
        .Requires(Permission.CloseProgrammes)
        .Describe(nameof(SunsetProgramme), "Sunset a programme", """
            A running programme takes no new venues and calls its stickers back; those that are up no longer count.
            """)
        .Gives(StatusCodes.Status200OK, Programme.Example with { Status = ProgrammeStatus.Sunsetting, Version = 2 })
        .Refuses(ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(
        Guid programmeId, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Command(programmeId, ETags.RequireIfMatch(context)), cancellationToken));

    internal sealed record Command(Guid ProgrammeId, long? ExpectedVersion) : ICommand<Programme>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Programme>
    {
        public Task<Programme> Handle(Command command, CancellationToken cancellationToken) => ProgrammeMoving.Move(
            database, callers.Caller, audit, command.ProgrammeId, command.ExpectedVersion, ProgrammeAction.Sunset,
            clock.GetUtcNow(), cancellationToken);
    }
}
