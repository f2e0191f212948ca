using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Jobs;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.Printing;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Features.Partnerships.Decals;

/// <summary>The system prints the next pages of a job.</summary>
internal static class PrintDecals
{
    /// <summary>How many decals one part holds, in whole pages: a tenth of a second's work.</summary>
    internal const int DecalsOfPart = 50;

    internal sealed record Command(Guid JobId) : ICommand<Unit>;

    internal sealed class Handler(JobQueue queue, TenantDatabase database, AuditTrail audit, PlatformSettings settings)
        : IRequestHandler<Command, Unit>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancellationToken)
        {
            audit.RecordNoChange();
            if (await queue.TakeOrDefault(command.JobId, cancellationToken) is not { } job)
            {
                return Unit.Value;
            }

            var order = job.Parameters.Read<PrintOrder>(ApiJson.Kept);
            var sheet = order.SheetOrDefault()!;
            var ids = order.DecalIds.Skip(job.Done).Take(Math.Max(1, DecalsOfPart / sheet.Pieces) * sheet.Pieces).ToArray();
            var decals = await database.List<PrintableDecal>(SelectPart, new { ids, programmeId = order.ProgrammeId }, cancellationToken);
            // Lost, called back or taken out of use since the job was asked for.
            if (decals.Count < ids.Length || decals.Any(decal => decal.Refusals("").Any()))
            {
                queue.Fail(job, ProblemCode.PrintImpossible);
                return Unit.Value;
            }

            var pdf = new PdfFile(job.State?.Read<PdfState>(ApiJson.Options) ?? PdfState.Beginning);
            Draw(pdf, order, sheet, decals);
            var done = job.Done + ids.Length;
            if (done == job.Total)
            {
                pdf.End("SafeZones");
            }

            queue.Advance(job, done, pdf.Bytes, pdf.State);
            return Unit.Value;
        }

        private void Draw(PdfFile pdf, PrintOrder order, Sheet sheet, List<PrintableDecal> decals)
        {
            // What stickers of one programme have in common is written once.
            var designs = decals.DistinctBy(decal => decal.ProgrammeId).ToDictionary(decal => decal.ProgrammeId!.Value, decal =>
            {
                var design = order.Design(decal.Programme(), settings.PublicUrl);
                return (Design: design, Form: pdf.AddForm(design.Common, design.Reach));
            });
            foreach (var page in decals.Chunk(sheet.Pieces))
            {
                pdf.AddPage(sheet, [.. page.Select((decal, place) =>
                {
                    var (design, form) = designs[decal.ProgrammeId!.Value];
                    return (sheet.Piece(place), (int?)form, design.Own(decal.VerifyCode, decal.Serial));
                })]);
            }
        }
    }

    private const string SelectPart = $"{PrintableDecal.Select} and d.id = any(@ids) order by d.serial";
}
