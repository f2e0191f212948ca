using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Npgsql;
using NpgsqlTypes;
using SafeZones.Api.Features.Venues;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Domain;
using SafeZones.Domain.Languages;

namespace SafeZones.Bench.Limit;

/// <summary>
/// Create a venue: idempotency key, venue, area, what was written with its possible duplicates, audit entry and kept
/// answer in one round trip. The hash of the body and the sealed answer are bytes of the right length.
/// </summary>
internal sealed class Writing(NpgsqlDataSource dataSource)
{
    private static readonly byte[] BodyHash = new byte[32];
    private static readonly string[] Fields =
    [
        "name", "category", "kind", "address", "point", "opening_hours", "languages", "offers", "staff_count", "visibility",
        "external_ids",
    ];

    private sealed record New(Guid TenantId, Guid MemberId, string Key, Guid Id, DateTimeOffset Now, LimitBody Body, byte[] Kept)
    {
        public string SearchText { get; } = Domain.Languages.SearchText.Normalise(string.Join(' ', Body.Name.Values));
    }

    private static readonly Statements<New> Insert = new(
        [
            DatabaseDoor.Begin.Text, "select set_tenant(@tenantId)", IdempotencyBehavior<object, object>.InsertKey,
            AreaLookup.KeepAreasStill.Sql, VenueWriting.InsertVenue, VenueWriting.AssignArea,
            RegisterVenue.SelectRegistered, AuditTrail.InsertEntry, IdempotentAnswer.UpdateAnswer, DatabaseDoor.Commit.Text,
        ],
        new()
        {
            ["tenantId"] = one => Value.Of(one.TenantId),
            ["principalId"] = one => Value.Of(one.MemberId),
            ["route"] = _ => Value.Of("POST /v1/venues"),
            ["key"] = one => Value.Of(one.Key),
            ["bodyHash"] = _ => Value.Of(BodyHash),
            ["now"] = one => Value.Of(one.Now),
            ["id"] = one => Value.Of(one.Id),
            ["name"] = one => Value.Of(
                JsonSerializer.Serialize(one.Body.Name, LimitBodyJson.Default.DictionaryStringString), NpgsqlDbType.Jsonb),
            ["searchText"] = one => Value.Of(one.SearchText),
            ["searchBits"] = one => Value.Of(SearchSignature.Of(one.SearchText), NpgsqlDbType.Bit),
            ["category"] = one => Value.Of(one.Body.Category),
            ["kind"] = _ => Value.Of(VenueKind.Fixed),
            ["chainId"] = _ => Value.Null(NpgsqlDbType.Uuid),
            ["street"] = one => Value.Of(one.Body.Address.Street),
            ["locality"] = one => Value.Of(one.Body.Address.Locality),
            ["region"] = _ => Value.Null(NpgsqlDbType.Text),
            ["postalCode"] = _ => Value.Null(NpgsqlDbType.Text),
            ["country"] = _ => Value.Of("VN"),
            ["directions"] = _ => Value.Null(NpgsqlDbType.Text),
            ["latitude"] = one => Value.Of(one.Body.Point.Latitude),
            ["longitude"] = one => Value.Of(one.Body.Point.Longitude),
            ["timeZone"] = _ => Value.Of("Asia/Ho_Chi_Minh"),
            ["openingHours"] = one => Value.Of(one.Body.OpeningHours),
            ["languages"] = one => Value.Of(one.Body.Languages),
            ["offers"] = one => Value.Of(one.Body.Offers),
            ["staffTotal"] = one => Value.Of(one.Body.StaffCount.N),
            ["staffManagers"] = one => Value.Of(one.Body.StaffCount.Managers),
            ["staffAsOf"] = one => Value.Of(one.Body.StaffCount.AsOf),
            ["staffDeclaredBy"] = one => Value.Of(one.Body.StaffCount.DeclaredBy),
            ["visibility"] = one => Value.Of(one.Body.Visibility),
            ["similar"] = _ => Value.Of(RegisterVenue.SimilarNameMin),
            ["withinMetres"] = _ => Value.Of(RegisterVenue.DuplicateWithinMetres),
            ["entryId"] = one => Value.Of(RowId.At(one.Now)),
            ["at"] = one => Value.Of(one.Now),
            ["actorKind"] = _ => Value.Of(ActorKind.Member),
            ["actorId"] = one => Value.Of(one.MemberId),
            ["action"] = _ => Value.Of("register_venue"),
            ["entity"] = _ => Value.Of("venue"),
            ["entityId"] = one => Value.Of(one.Id),
            ["fields"] = _ => Value.Of(Fields),
            ["reason"] = _ => Value.Null(NpgsqlDbType.Text),
            ["requestId"] = one => Value.Of(one.Id.ToString("N")),
            ["sealedAnswer"] = one => Value.Of(one.Kept),
        });

    // As long as the API's answer to the load's body, with the nonce and tag of its seal.
    private static readonly byte[] KeptAnswer = new byte[700];

    public async Task CreateVenue(HttpContext context)
    {
        var cancellation = context.RequestAborted;
        var body = (await JsonSerializer.DeserializeAsync(
            context.Request.BodyReader, LimitBodyJson.Default.LimitBody, cancellation))!;
        var now = DateTimeOffset.UtcNow;
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        Insert.AddTo(batch, new New(
            Token.TenantId(context), Token.MemberId(context), context.Request.Headers["Idempotency-Key"].ToString(),
            RowId.At(now), now, body, KeptAnswer));
        LimitVenue venue;
        await using (var reader = await batch.ExecuteReaderAsync(cancellation))
        {
            // set_tenant's result comes first; then the venue, its possible duplicates and the count.
            await reader.NextResultAsync(cancellation);
            await reader.ReadAsync(cancellation);
            venue = LimitVenue.Read(reader);
            await reader.NextResultAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                (venue.PossibleDuplicates ??= []).Add(new LimitDuplicate(
                    reader.GetGuid(0), new RawJson(reader.GetString(1)), reader.GetDouble(2), reader.GetDouble(3)));
            }

            await reader.NextResultAsync(cancellation);
            while (await reader.NextResultAsync(cancellation))
            {
            }
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        await LimitJson.Write(context.Response, venue, LimitJson.Default.LimitVenue, cancellation);
    }
}
