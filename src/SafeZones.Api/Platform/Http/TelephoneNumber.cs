using PhoneNumbers;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.Http;

/// <summary>Telephone numbers as people write them with their country code, stored as E.164.</summary>
internal static class TelephoneNumber
{
    private static readonly PhoneNumberUtil Plans = PhoneNumberUtil.GetInstance();

    /// <summary>
    /// The number as E.164, such as <c>+12025550100</c>; null if it is none. Digits of any script are read. Only country
    /// code and length decide: a plan gains new ranges faster than we would learn of them.
    /// </summary>
    public static string? E164OrDefault(string text)
    {
        try
        {
            var number = Plans.Parse(text, defaultRegion: null);
            return Plans.IsPossibleNumber(number) && !number.HasExtension
                ? Plans.Format(number, PhoneNumberFormat.E164)
                : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}

/// <summary>A telephone number that can be stored as E.164.</summary>
internal sealed class TelephoneAttribute : MemberRule
{
    public override IEnumerable<Fault> Faults(object value) =>
        TelephoneNumber.E164OrDefault((string)value) is null ? [Fault.At("", FaultCode.InvalidPhone)] : [];
}
