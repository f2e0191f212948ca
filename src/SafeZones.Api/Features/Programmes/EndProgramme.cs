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

/// <summary>A coordinator discards a draft, or an owner closes a programme for good.</summary>
public static class EndProgramme
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/programmes/{programmeId:guid}/end", Endpoint)
        .Requires(Permission.ManageProgrammes)
        .Describe(nameof(EndProgramme), "End a programme", """
            Final. A draft ends at once; a running programme is sunset first, and then only an owner ends it.
            """)
        .Gives(StatusCodes.Status200OK, Programme.Example with { Status = ProgrammeStatus.Ended, Version = 2 })
        .Refuses(ProblemCode.MoveRefused);

    private static async Task<IResult> Endpoint(
        Guid programmeId, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Command(programmeId, ETags.RequireIfMatch(context)), cancellationToken));

    internal sealed record Command(Guid ProgrammeId, long? ExpectedVersion) : ICommand<Programme>;

    internal sealed class Handler(TenantDatabase database, CallerAccessor callers, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Programme>
    {
        public Task<Programme> Handle(Command command, CancellationToken cancellationToken) => ProgrammeMoving.Move(
            database, callers.Caller, audit, command.ProgrammeId, command.ExpectedVersion, ProgrammeAction.End,
            clock.GetUtcNow(), cancellationToken);
    }
}
