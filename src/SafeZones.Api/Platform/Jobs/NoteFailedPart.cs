using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Mediation;

namespace SafeZones.Api.Platform.Jobs;

/// <summary>The system notes that a part of a job could not be done.</summary>
internal static class NoteFailedPart
{
    internal sealed record Command(Guid JobId) : ICommand<Unit>;

    internal sealed class Handler(JobQueue queue, AuditTrail audit) : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            audit.RecordNoChange();
            if (await queue.TakeOrDefault(command.JobId, cancellationToken) is { } turn)
            {
                queue.Retry(turn);
            }

            return Unit.Value;
        }
    }
}
