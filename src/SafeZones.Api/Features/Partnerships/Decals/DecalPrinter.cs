using MediatR;
using SafeZones.Api.Platform.Jobs;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.Settings;
using SafeZones.Domain;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>Lets the system print what was asked for, a few pages of each job in turn.</summary>
internal sealed class DecalPrinter(IServiceProvider services, PlatformSettings settings, TimeProvider clock, ILogger<DecalPrinter> logger)
    : JobWork(services, settings, clock, logger)
{
    protected override JobKind Kind => JobKind.DecalPrint;

    protected override ICommand<Unit> NextPart(Guid jobId) => new PrintDecals.Command(jobId);
}
