using MediatR;
using SafeZones.Api.Platform.Mediation;

namespace SafeZones.Api.Features.Partnerships.ByLink;

/// <summary>A venue tells by a text message from its own number how many people work there: that number is its link.</summary>
internal static class DeclareStaffByText
{
    internal sealed record Command(Guid PartnershipId, int Total) : ICommand<VenueStanding>;

    internal sealed class Handler(StaffDeclarations declarations) : IRequestHandler<Command, VenueStanding>
    {
        public Task<VenueStanding> Handle(Command command, CancellationToken cancellationToken) =>
            declarations.Declare(command.PartnershipId, command.Total, managers: null, cancellationToken);
    }
}
