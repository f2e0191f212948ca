using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;

namespace SafeZones.Api.Features.Trainings;

/// <summary>A version of what is taught; it does not change.</summary>
/// <param name="Id">Never reused, never changes.</param>
/// <param name="Code">What all its versions are called.</param>
/// <param name="Version">Which of them this is. In quotes it is the ETag.</param>
/// <param name="Title">Its title, by language (BCP 47).</param>
/// <param name="Hours">How many hours it takes.</param>
/// <param name="ValidityMonths">For how many months it counts; as long as each programme lets it where this is absent.</param>
/// <param name="Topics">What it is about, as tokens.</param>
/// <param name="Languages">The languages in which it can be taught (BCP 47).</param>
/// <param name="CreatedAt">When it was registered (UTC).</param>
public sealed record Curriculum(
    Guid Id, string Code, long Version, JsonText Title, double Hours, int? ValidityMonths, string[] Topics, string[] Languages,
    DateTimeOffset CreatedAt) : IVersioned
{
    internal const string Columns =
        "c.id, c.code, c.version, c.title, c.hours, c.validity_months, c.topics, c.languages, c.created_at";

    internal static Curriculum Example { get; } = new(
        new Guid("019a0c5e-7c3b-7e21-9f10-000000000011"), "safe-nights", 1,
        new JsonText("""{"en":"Safe nights: see, ask, help","vi":"Đêm an toàn: thấy, hỏi, giúp"}"""), 2.5, 12,
        ["bystander_intervention", "referral"], ["en", "vi"], new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero));
}
