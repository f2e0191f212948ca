using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Features.Messages;

/// <summary>A coordinator looks whether a message has arrived.</summary>
public static class GetMessage
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/messages/{messageId:guid}", Endpoint)
        .Requires(Permission.ManagePartnerships)
        .Describe(nameof(GetMessage), "Get a message", "Whether it arrived is known only where the gateway reports it.")
        .Gives(StatusCodes.Status200OK, Message.Example);

    private static async Task<IResult> Endpoint(
        Guid messageId, HttpContext context, IMediator mediator, CancellationToken cancellationToken) =>
        Reply.Ok(context, await mediator.Send(new Query(messageId), cancellationToken));

    internal sealed record Query(Guid MessageId) : IQuery<Message>;

    internal sealed class Handler(TenantDatabase database) : IRequestHandler<Query, Message>
    {
        public async Task<Message> Handle(Query query, CancellationToken cancellationToken) =>
            await database.FirstOrDefault<Message>(Message.Select, new { id = query.MessageId }, cancellationToken)
            ?? throw new Problem(ProblemCode.NotFound);
    }
}
