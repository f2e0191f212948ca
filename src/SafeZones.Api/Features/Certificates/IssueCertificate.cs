using MediatR;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.OpenApi;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Features.Certificates;

/// <summary>A trainer gives somebody who was trained a certificate to keep.</summary>
public static class IssueCertificate
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/certificates", Endpoint)
        .Requires(Permission.WriteTraining)
        .Describe(nameof(IssueCertificate), "Issue a certificate", """
            For one person of a training session, under the venue's own label: a head-count is nobody in particular. It says what was learned, when and until
            when it is good, and neither who nor where: whoever holds the paper writes the name on it at `verify_url`, which nobody stores.
            The same as a signed Open Badge 3.0 is behind `/v1/public/certificates/{id}/credential`. Each record has one.
            """)
        .Takes(Example)
        .Gives(StatusCodes.Status201Created, Certificate.Example)
        .Refuses(ProblemCode.CertificateImpossible, ProblemCode.CertificateExists, ProblemCode.LimitReached, ProblemCode.TryAgain);

    private static async Task<IResult> Endpoint(
        Body body, HttpContext context, CredentialIssuing issuing, IMediator mediator, CancellationToken cancellationToken)
    {
        BodyRules.Check(body);
        var certificate = await mediator.Send(new Command(body), cancellationToken);
        return Reply.Created(context, $"/v1/certificates/{certificate.Id}", certificate.WithUrl(issuing));
    }

    /// <summary>For whom.</summary>
    public sealed record Body
    {
        /// <summary>The training record of one person.</summary>
        public required Guid TrainingRecordId { get; init; }
    }

    internal sealed record Command(Body Body) : ICommand<Certificate>;

    internal sealed class Handler(
        TenantDatabase database, CallerAccessor callers, CredentialIssuing issuing, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<Command, Certificate>
    {
        public async Task<Certificate> Handle(Command command, CancellationToken cancellationToken)
        {
            var (recordId, now) = (command.Body.TrainingRecordId, clock.GetUtcNow());
            var (place, training, key) = await Look(recordId, cancellationToken);
            if (training is not { PersonRef: not null, CurriculumId: not null } || training.Result == TrainingResult.Failed)
            {
                throw new Problem(ProblemCode.CertificateImpossible, Fault.At("/training_record_id", training is null ? FaultCode.Missing : FaultCode.NobodyInParticular));
            }

            var issuer = key ?? await MakeKey(now, cancellationToken);
            // Not made from the clock: it is shown to others, and tells them no more than it says.
            var id = Guid.NewGuid();
            var validUntil = training.ValidUntil
                ?? (training.ValidityMonths is { } months ? training.CompletedOn.AddMonths(months) : (DateOnly?)null);
            var credential = issuing.Sign(
                issuer.ToIssuer(callers.TenantId, callers.Caller.Organisation.DefaultLocale),
                new CredentialFacts(
                    id, LocalName.Best(training.Title!.Value, callers.Caller.Organisation.DefaultLocale).Text, training.Code!, training.CurriculumVersion!.Value,
                    training.Hours!.Value, training.Topics!, training.CompletedOn, validUntil, place));
            audit.Record("certificate", id, ["training_record_id"]);
            return (await database.FirstOrDefault<Certificate>(
                InsertCertificate,
                new
                {
                    id,
                    recordId,
                    title = training.Title,
                    hours = training.Hours,
                    completedOn = training.CompletedOn,
                    validUntil,
                    statusIndex = place,
                    credential,
                    createdBy = callers.Caller.Id,
                    now,
                },
                cancellationToken))!;
        }

        private async Task<(int Place, Training? Training, Key? Key)> Look(Guid recordId, CancellationToken cancellationToken)
        {
            await using var answers = await database.Ask(
                LockThenSelect, new { recordId, places = CredentialIssuing.SomePlaces() }, cancellationToken);
            await answers.FirstOrDefault<long>(cancellationToken);
            Problem.ThrowIfTooMany(await answers.FirstOrDefault<long>(cancellationToken) + 1, CredentialIssuing.CertificatesMax / 2);
            // Of 64 places by chance one is free, while at least half of all are.
            var place = await answers.FirstOrDefault<int?>(cancellationToken) ?? throw new Problem(ProblemCode.TryAgain);
            return (place, await answers.FirstOrDefault<Training>(cancellationToken), await answers.FirstOrDefault<Key>(cancellationToken));
        }

        private async Task<Key> MakeKey(DateTimeOffset now, CancellationToken cancellationToken)
        {
            var id = RowId.At(now);
            var (publicKey, sealedPrivateKey) = issuing.NewKey(callers.TenantId, id);
            return (await database.FirstOrDefault<Key>(InsertKeyThenSelect, new { id, publicKey, sealedPrivateKey, now }, cancellationToken))!;
        }
    }

    private static Body Example => new() { TrainingRecordId = Certificate.Example.TrainingRecordId };

    private sealed record Training(
        string? PersonRef, TrainingResult Result, DateOnly CompletedOn, DateOnly? ValidUntil, Guid? CurriculumId, string? Code, long? CurriculumVersion,
        JsonText? Title, double? Hours, int? ValidityMonths, string[]? Topics);

    private sealed record Key(JsonText Name, Guid KeyId, byte[] SealedPrivateKey)
    {
        public IssuerRow ToIssuer(Guid organisationId, string locale) => new(organisationId, LocalName.Best(Name, locale).Text, KeyId, SealedPrivateKey);
    }

    // The organisation is locked, so that the count holds, of two first certificates one makes the key, and no place is given twice.
    private const string LockThenSelect =
        $"""
        select o.version from organisations o where o.tenant_id = @tenantId for no key update;

        select count(*) from certificates c where c.tenant_id = @tenantId;

        select p.place
        from unnest(@places::int[]) p(place)
        where not exists (select from certificates c where c.tenant_id = @tenantId and c.status_index = p.place)
        limit 1;

        select t.person_ref, t.result, t.completed_on, t.valid_until, u.id as curriculum_id, u.code, u.version as curriculum_version, u.title,
            u.hours, u.validity_months, u.topics
        from training_records t
        left join training_sessions s on s.tenant_id = t.tenant_id and s.id = t.session_id
        left join curricula u on u.tenant_id = s.tenant_id and u.id = s.curriculum_id
        where t.tenant_id = @tenantId and t.id = @recordId;

        {SelectKey}
        """;

    private const string SelectKey =
        """
        select o.name, y.id as key_id, y.sealed_private_key
        from credential_keys y
        join organisations o on o.tenant_id = y.tenant_id
        where y.tenant_id = @tenantId
        """;

    private const string InsertKeyThenSelect =
        $"""
        insert into credential_keys (tenant_id, id, public_key, sealed_private_key, created_at)
        values (@tenantId, @id, @publicKey, @sealedPrivateKey, @now);

        {SelectKey}
        """;

    private const string InsertCertificate =
        $"""
        insert into certificates as c (
            tenant_id, id, training_record_id, title, hours, completed_on, valid_until, status_index, credential, created_by, created_at, version)
        values (
            @tenantId, @id, @recordId, @title, @hours, @completedOn, @validUntil, @statusIndex, @credential, @createdBy, @now, 1)
        returning {Certificate.Columns};

        insert into certificate_ids (certificate_id, organisation_id) values (@id, @tenantId)
        """;
}
