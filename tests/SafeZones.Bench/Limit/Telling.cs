using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Npgsql;
using NpgsqlTypes;
using SafeZones.Api.Features.Interventions;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Domain;
using SafeZones.Domain.Interventions;

namespace SafeZones.Bench.Limit;

/// <summary>
/// Log an intervention: idempotency key, what it is held against, both rows, audit entry and kept answer in one
/// round trip. The hash of the body and the sealed answer are bytes of the right length.
/// </summary>
internal sealed class Telling(NpgsqlDataSource dataSource)
{
    private static readonly byte[] BodyHash = new byte[32];
    private static readonly byte[] KeptAnswer = new byte[650];
    private static readonly string[] Fields = ["report"];

    private sealed record New(Guid TenantId, Guid MemberId, string Key, Guid Id, DateTimeOffset Now, LimitTelling Body)
    {
        public DateOnly Today { get; } = DateOnly.FromDateTime(Now.UtcDateTime);
    }

    private static readonly Dictionary<string, Func<New, NpgsqlParameter>> Known = new()
    {
        ["tenantId"] = one => Value.Of(one.TenantId),
        ["principalId"] = one => Value.Of(one.MemberId),
        ["route"] = _ => Value.Of("POST /v1/interventions"),
        ["key"] = one => Value.Of(one.Key),
        ["bodyHash"] = _ => Value.Of(BodyHash),
        ["now"] = one => Value.Of(one.Now),
        ["partnershipId"] = one => Value.Of(one.Body.PartnershipId),
        ["id"] = one => Value.Of(one.Id),
        ["today"] = one => Value.Of(one.Today),
        ["retentionUntil"] = one => Value.Of(one.Body.Report.OccurredOn.AddMonths(24)),
        ["dueOn"] = one => Value.Of(one.Body.Report.OccurredOn.AddMonths(24).AddDays(1)),
        ["edition"] = _ => Value.Of(1),
        ["occurredOn"] = one => Value.Of(one.Body.Report.OccurredOn),
        ["partOfDay"] = one => Value.Of(one.Body.Report.PartOfDay),
        ["setting"] = one => Value.Of(one.Body.Report.Setting),
        ["channel"] = one => Value.Of(one.Body.Report.Channel),
        ["reporterRole"] = one => Value.Of(one.Body.Report.ReporterRole),
        ["incidentTypes"] = one => Value.Of(one.Body.Report.IncidentTypes.ToArray()),
        ["askedByCodeword"] = one => Value.Of(one.Body.Report.AskedByCodeword!.Value),
        ["askedByDecal"] = _ => Value.Null(NpgsqlDbType.Boolean),
        ["actions"] = one => Value.Of(one.Body.Report.Actions.ToArray()),
        ["peopleHelped"] = one => Value.Of(one.Body.Report.PeopleHelped),
        ["ageGroup"] = _ => Value.Null("age_group"),
        ["gender"] = _ => Value.Null("gender"),
        ["childHandedOverIn"] = _ => Value.Null("part_of_day"),
        ["outcomes"] = one => Value.Of(one.Body.Report.Outcomes.ToArray()),
        // The load names none, and generated code does not know what is meant then.
        ["referrals"] = _ => Value.Of(Array.Empty<ReferralType>()),
        ["staffHarmed"] = _ => Value.Null(NpgsqlDbType.Boolean),
        ["retaliation"] = _ => Value.Null(NpgsqlDbType.Boolean),
        ["followUp"] = one => Value.Of(one.Body.Report.FollowUp),
        ["recordedBy"] = one => Value.Of(one.MemberId),
        ["entryId"] = one => Value.Of(RowId.At(one.Now)),
        ["at"] = one => Value.Of(one.Now),
        ["actorKind"] = _ => Value.Of(ActorKind.Member),
        ["actorId"] = one => Value.Of(one.MemberId),
        ["action"] = _ => Value.Of("log_intervention"),
        ["entity"] = _ => Value.Of("intervention"),
        ["entityId"] = one => Value.Of(one.Id),
        ["fields"] = _ => Value.Of(Fields),
        ["reason"] = _ => Value.Null(NpgsqlDbType.Text),
        ["requestId"] = one => Value.Of(one.Id.ToString("N")),
        ["sealedAnswer"] = _ => Value.Of(KeptAnswer),
    };

    private static readonly Statements<New> Insert = new(
        [
            DatabaseDoor.Begin.Text, "select set_tenant(@tenantId)", IdempotencyBehavior<IWrite, object>.InsertKey,
            InterventionLog.SelectPlaceThenLockKey, InterventionLog.InsertIntervention, InterventionWriting.InsertEdition,
            AuditTrail.InsertEntry, IdempotentAnswer.UpdateAnswer, DatabaseDoor.Commit.Text,
        ],
        Known);

    public async Task LogOne(HttpContext context)
    {
        var cancellation = context.RequestAborted;
        var body = (await JsonSerializer.DeserializeAsync(
            context.Request.BodyReader, LimitBodyJson.Default.LimitTelling, cancellation))!;
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        var one = new New(
            Token.TenantId(context), Token.MemberId(context), context.Request.Headers["Idempotency-Key"].ToString(), Guid.NewGuid(),
            DateTimeOffset.UtcNow, body);
        Insert.AddTo(batch, one);
        await using (var reader = await batch.ExecuteReaderAsync(cancellation))
        {
            while (await reader.NextResultAsync(cancellation))
            {
            }
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        await LimitJson.Write(context.Response, LimitIntervention.Of(one.Id, one.Today, body), LimitJson.Default.LimitIntervention, cancellation);
    }
}

/// <summary>What a client sends to log an intervention.</summary>
internal sealed record LimitTelling(Guid PartnershipId, InterventionReport Report);

/// <summary>An intervention as the API answers it, member for member.</summary>
internal sealed record LimitIntervention(
    Guid Id, Guid PartnershipId, int Edition, string ReviewStatus, bool HasNarrative, bool IsOnHold, DateOnly RecordedOn,
    DateOnly RetentionUntil, LimitReport Report, long Version)
{
    public static LimitIntervention Of(Guid id, DateOnly today, LimitTelling told)
    {
        var report = told.Report;
        return new LimitIntervention(
            id, told.PartnershipId, 1, "submitted", false, false, today, report.OccurredOn.AddMonths(24),
            new LimitReport(
                report.OccurredOn, Word<PartOfDay>.Of[report.PartOfDay], Word<InterventionSetting>.Of[report.Setting],
                Word<InterventionChannel>.Of[report.Channel], Word<ReporterRole>.Of[report.ReporterRole], Words(report.IncidentTypes),
                report.AskedByCodeword!.Value, Words(report.Actions), report.PeopleHelped, Words(report.Outcomes), [],
                Word<FollowUp>.Of[report.FollowUp]),
            1);
    }

    private static string[] Words<T>(IReadOnlyList<T> words) where T : struct, Enum => [.. words.Select(word => Word<T>.Of[word])];

    private static class Word<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Of =
            Enum.GetValues<T>().ToDictionary(word => word, word => JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString()));
    }
}

/// <summary>The report of an intervention, as far as the load tells it.</summary>
internal sealed record LimitReport(
    DateOnly OccurredOn, string PartOfDay, string Setting, string Channel, string ReporterRole, string[] IncidentTypes,
    bool AskedByCodeword, string[] Actions, int PeopleHelped, string[] Outcomes, string[] Referrals, string FollowUp);
