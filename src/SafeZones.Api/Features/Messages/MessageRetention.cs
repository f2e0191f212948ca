using MediatR;
using SafeZones.Api.Platform.Jobs;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Features.Messages;

/// <summary>Lets the system forget messages that are long over.</summary>
internal sealed class MessageRetention(
    IServiceProvider services, PlatformSettings settings, TimeProvider clock, ILogger<MessageRetention> logger)
    : Retention(services, settings, clock, logger)
{
    protected override string Organisations => SelectOrganisations;

    protected override ICommand<Unit> Purge => new PurgeMessages.Command();

    private const string SelectOrganisations =
        "select distinct m.tenant_id from messages m where m.due_at is null and m.created_at < (@today - 90)::timestamptz";
}
