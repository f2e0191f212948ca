namespace SafeZones.Api.Platform.Problems;

/// <summary>The rules that a member or parameter can break. Each has its sentence in <c>problems.*.json</c>.</summary>
internal static class FaultCode
{
    public const string Required = "required";
    public const string UnknownMember = "unknown_member";
    public const string UnknownParameter = "unknown_parameter";
    public const string DuplicateMember = "duplicate_member";
    public const string DuplicateParameter = "duplicate_parameter";
    public const string WrongType = "wrong_type";
    public const string NotJson = "not_json";
    public const string BodyNotTaken = "body_not_taken";
    public const string InvalidText = "invalid_text";
    public const string TooShort = "too_short";
    public const string TooLong = "too_long";
    public const string TooMany = "too_many";
    public const string TooFew = "too_few";
    public const string OutOfRange = "out_of_range";
    public const string NotOneOf = "not_one_of";
    public const string WrongFormat = "wrong_format";
    public const string UnknownLanguage = "unknown_language";
    public const string UnknownCountry = "unknown_country";
    public const string UnknownTimeZone = "unknown_time_zone";
    public const string DateTooEarly = "date_too_early";
    public const string DateInFuture = "date_in_future";
    public const string DatesReversed = "dates_reversed";
    public const string Taken = "taken";
    public const string Missing = "missing";
    public const string Contradiction = "contradiction";
    public const string MoveImpossible = "move_impossible";
    public const string PolicyAsksNothing = "policy_asks_nothing";
    public const string TrainingValidityMissing = "training_validity_missing";
    public const string NameInsteadOfLabel = "name_instead_of_label";
    public const string NobodyInParticular = "nobody_in_particular";
    public const string BarredUntil = "barred_until";
    public const string BeforeItJoined = "before_it_joined";
    public const string MoreThanStaff = "more_than_staff";
    public const string MoreThanStock = "more_than_stock";
    public const string MoreThanGiven = "more_than_given";
    public const string MoreThanCapacity = "more_than_capacity";
    public const string SessionOfAnotherVenue = "session_of_another_venue";
    public const string NotThisType = "not_this_type";
    public const string TooManyPixels = "too_many_pixels";
    public const string AnimatedPhoto = "animated_photo";
    public const string BrokenPhoto = "broken_photo";
    public const string InvalidOpeningHours = "invalid_opening_hours";
    public const string InvalidGeometry = "invalid_geometry";
    public const string InvalidPhone = "invalid_phone";
    public const string InvalidEmail = "invalid_email";
    public const string HoldsPhoneNumber = "holds_phone_number";
    public const string HoldsEmailOrHandle = "holds_email_or_handle";
    public const string HoldsWebAddress = "holds_web_address";
    public const string HoldsDocumentNumber = "holds_document_number";
    public const string TooMuchOfAChild = "too_much_of_a_child";
    public const string BeyondRetention = "beyond_retention";
    public const string StateNotPrinted = "state_not_printed";
    public const string ProgrammeUnclear = "programme_unclear";
    public const string SeveralEditions = "several_editions";
    public const string SizeUnknown = "size_unknown";
    public const string SheetTooSmall = "sheet_too_small";
    public const string ScriptUnknown = "script_unknown";
    public const string CodeTooSmall = "code_too_small";
    public const string TooPale = "too_pale";
    public const string NarrativeNotEnabled = "narrative_not_enabled";

    /// <summary>Every code, for the catalogue page and the tests.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. typeof(FaultCode).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];
}
