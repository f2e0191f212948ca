namespace SafeZones.Domain.Trainings;

/// <summary>What a certificate is worth.</summary>
public enum CertificateStatus
{
    /// <summary>It says the truth today.</summary>
    Valid,
    /// <summary>It was good until a day that has passed.</summary>
    Expired,
    /// <summary>The organisation has taken it back.</summary>
    Revoked,
    /// <summary>The organisation vouches for nobody at the moment: the platform has suspended it.</summary>
    NotVouchedFor,
}

/// <summary>Computes that.</summary>
public static class CertificateStanding
{
    /// <param name="isRevoked">Whether it was taken back.</param>
    /// <param name="validUntil">The last day on which it is good, if there is one.</param>
    /// <param name="isVouchedFor">Whether the organisation is active.</param>
    /// <param name="today">The day where the organisation is.</param>
    public static CertificateStatus On(bool isRevoked, DateOnly? validUntil, bool isVouchedFor, DateOnly today) =>
        isRevoked ? CertificateStatus.Revoked
        : validUntil < today ? CertificateStatus.Expired
        : isVouchedFor ? CertificateStatus.Valid
        : CertificateStatus.NotVouchedFor;
}
