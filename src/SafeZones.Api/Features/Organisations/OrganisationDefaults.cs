namespace SafeZones.Api.Features.Organisations;

/// <summary>What an organisation begins with and may change.</summary>
internal static class OrganisationDefaults
{
    /// <summary>How long records of people are kept, in months.</summary>
    public const int RetentionMonths = 24;

    /// <summary>Counts below this are suppressed (DOMAIN.md section 5).</summary>
    public const int SuppressionK = 5;

    /// <summary>Venues that are not deleted; the operator may raise it.</summary>
    public const int VenuesMax = 20_000;
}
