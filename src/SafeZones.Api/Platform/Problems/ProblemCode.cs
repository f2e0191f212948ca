namespace SafeZones.Api.Platform.Problems;

/// <summary>
/// The problems that the API answers with. A code is stable and never translated; its title and advice are in
/// <c>problems.*.json</c>, one file a language, and on the page that <c>type</c> names.
/// </summary>
internal sealed record ProblemCode(string Name, int Status)
{
    public static readonly ProblemCode InvalidRequest = new("invalid_request", 400);
    public static readonly ProblemCode MalformedBody = new("malformed_body", 400);
    public static readonly ProblemCode InvalidCursor = new("invalid_cursor", 400);
    public static readonly ProblemCode InvalidHeader = new("invalid_header", 400);
    public static readonly ProblemCode TokenMissing = new("token_missing", 401);
    public static readonly ProblemCode InvalidToken = new("invalid_token", 401);
    public static readonly ProblemCode Forbidden = new("forbidden", 403);
    public static readonly ProblemCode NoMembership = new("no_membership", 403);
    public static readonly ProblemCode GrantTooWide = new("grant_too_wide", 403);
    public static readonly ProblemCode NotFound = new("not_found", 404);
    public static readonly ProblemCode MethodNotAllowed = new("method_not_allowed", 405);
    public static readonly ProblemCode NotAcceptable = new("not_acceptable", 406);
    public static readonly ProblemCode RequestTimeout = new("request_timeout", 408);
    public static readonly ProblemCode IdempotencyInFlight = new("idempotency_in_flight", 409);
    public static readonly ProblemCode TryAgain = new("try_again", 409);
    public static readonly ProblemCode LimitReached = new("limit_reached", 409);
    public static readonly ProblemCode PreconditionFailed = new("precondition_failed", 412);
    public static readonly ProblemCode BodyTooLarge = new("body_too_large", 413);
    public static readonly ProblemCode UriTooLong = new("uri_too_long", 414);
    public static readonly ProblemCode UnsupportedMediaType = new("unsupported_media_type", 415);
    public static readonly ProblemCode IdempotencyKeyReused = new("idempotency_key_reused", 422);
    public static readonly ProblemCode PreconditionRequired = new("precondition_required", 428);
    public static readonly ProblemCode RateLimited = new("rate_limited", 429);
    public static readonly ProblemCode HeadersTooLarge = new("headers_too_large", 431);
    public static readonly ProblemCode InternalError = new("internal_error", 500);
    public static readonly ProblemCode Unavailable = new("unavailable", 503);

    public static readonly ProblemCode ExternalIdTaken = new("external_id_taken", 409);
    public static readonly ProblemCode ChainNameTaken = new("chain_name_taken", 409);
    public static readonly ProblemCode ChainInUse = new("chain_in_use", 409);
    public static readonly ProblemCode ChainMissing = new("chain_missing", 409);
    public static readonly ProblemCode AreaCodeTaken = new("area_code_taken", 409);
    public static readonly ProblemCode AreaInUse = new("area_in_use", 409);
    public static readonly ProblemCode AreaMissing = new("area_missing", 409);
    public static readonly ProblemCode MemberExists = new("member_exists", 409);
    public static readonly ProblemCode LastOwner = new("last_owner", 409);
    public static readonly ProblemCode SlugTaken = new("slug_taken", 409);
    public static readonly ProblemCode VenueBarred = new("venue_barred", 409);
    public static readonly ProblemCode VenueInUse = new("venue_in_use", 409);
    public static readonly ProblemCode VenueDeleted = new("venue_deleted", 409);
    public static readonly ProblemCode MoveRefused = new("move_refused", 409);
    public static readonly ProblemCode VenueMissing = new("venue_missing", 409);
    public static readonly ProblemCode ProgrammeMissing = new("programme_missing", 409);
    public static readonly ProblemCode ProgrammeClosed = new("programme_closed", 409);
    public static readonly ProblemCode PartnershipOpen = new("partnership_open", 409);
    public static readonly ProblemCode PartnershipMissing = new("partnership_missing", 409);
    public static readonly ProblemCode PartnershipOver = new("partnership_over", 409);
    public static readonly ProblemCode DecalMissing = new("decal_missing", 409);
    public static readonly ProblemCode ContactMissing = new("contact_missing", 409);
    public static readonly ProblemCode ContactUnreachable = new("contact_unreachable", 409);
    public static readonly ProblemCode GatewayMissing = new("gateway_missing", 409);
    public static readonly ProblemCode MessageSent = new("message_sent", 409);
    public static readonly ProblemCode SessionMissing = new("session_missing", 409);
    public static readonly ProblemCode VisitIdTaken = new("visit_id_taken", 409);
    public static readonly ProblemCode RequirementsUnmet = new("requirements_unmet", 409);
    public static readonly ProblemCode PledgeTextMissing = new("pledge_text_missing", 409);
    public static readonly ProblemCode PledgeAcceptedAlready = new("pledge_accepted_already", 409);
    public static readonly ProblemCode TrainingImpossible = new("training_impossible", 409);
    public static readonly ProblemCode CurriculumExists = new("curriculum_exists", 409);
    public static readonly ProblemCode CurriculumMissing = new("curriculum_missing", 409);
    public static readonly ProblemCode TrainerMissing = new("trainer_missing", 409);
    public static readonly ProblemCode AttendanceTaken = new("attendance_taken", 409);
    public static readonly ProblemCode CertificateImpossible = new("certificate_impossible", 409);
    public static readonly ProblemCode CertificateExists = new("certificate_exists", 409);
    public static readonly ProblemCode EditionExists = new("edition_exists", 409);
    public static readonly ProblemCode EditionMissing = new("edition_missing", 409);
    public static readonly ProblemCode PartnershipNotActive = new("partnership_not_active", 409);
    public static readonly ProblemCode CheckInImpossible = new("check_in_impossible", 409);
    public static readonly ProblemCode InterventionImpossible = new("intervention_impossible", 409);
    public static readonly ProblemCode InterventionDeleted = new("intervention_deleted", 409);
    public static readonly ProblemCode InterventionOnHold = new("intervention_on_hold", 409);
    public static readonly ProblemCode EncryptionKeyInUse = new("encryption_key_in_use", 409);
    public static readonly ProblemCode ProposalNotOpen = new("proposal_not_open", 409);
    public static readonly ProblemCode EditionSerialised = new("edition_serialised", 409);
    public static readonly ProblemCode MaterialsNotGiven = new("materials_not_given", 409);
    public static readonly ProblemCode StockShort = new("stock_short", 409);
    public static readonly ProblemCode PrintImpossible = new("print_impossible", 409);
    public static readonly ProblemCode JobWithoutResult = new("job_without_result", 409);
    public static readonly ProblemCode PackTooLarge = new("pack_too_large", 409);

    /// <summary>Every code, for the catalogue page, the document and the tests.</summary>
    public static IReadOnlyList<ProblemCode> All { get; } =
    [
        .. typeof(ProblemCode).GetFields().Select(field => field.GetValue(null)).OfType<ProblemCode>()
            .OrderBy(code => code.Status).ThenBy(code => code.Name, StringComparer.Ordinal),
    ];

    /// <summary>What a broken constraint means to the client, by its name; a name that is not here is a fault of ours.</summary>
    public static IReadOnlyDictionary<string, ProblemCode> ByConstraint { get; } = new Dictionary<string, ProblemCode>
    {
        ["venue_external_ids_pk"] = ExternalIdTaken,
        ["chains_name_unique"] = ChainNameTaken,
        ["venues_chain_exists"] = ChainMissing,
        ["venues_area_exists"] = AreaInUse,
        ["areas_admin_code_unique"] = AreaCodeTaken,
        ["members_subject_unique"] = MemberExists,
        ["members_invited_email_unique"] = MemberExists,
        ["tenant_directory_slug_unique"] = SlugTaken,
        ["programme_slugs_pk"] = SlugTaken,
        ["partnerships_one_open"] = PartnershipOpen,
        ["partnerships_venue_exists"] = VenueMissing,
        ["partnerships_programme_exists"] = ProgrammeMissing,
        ["action_links_partnership_exists"] = PartnershipMissing,
        ["partnership_moves_partnership_exists"] = PartnershipMissing,
        ["outreach_visits_partnership_exists"] = PartnershipMissing,
        ["outreach_visits_pk"] = VisitIdTaken,
        ["pledge_texts_programme_exists"] = ProgrammeMissing,
        ["pledge_texts_version_unique"] = TryAgain,
        ["pledge_acceptances_partnership_exists"] = PartnershipMissing,
        ["pledge_acceptances_once"] = PledgeAcceptedAlready,
        ["training_records_venue_exists"] = VenueMissing,
        ["curricula_version_unique"] = CurriculumExists,
        ["training_sessions_curriculum_exists"] = CurriculumMissing,
        ["training_sessions_venue_exists"] = VenueMissing,
        ["training_sessions_trainer_exists"] = TrainerMissing,
        ["training_records_once_a_session"] = AttendanceTaken,
        ["session_confirmations_venue_exists"] = VenueMissing,
        ["staff_counts_venue_exists"] = VenueMissing,
        ["staff_changes_venue_exists"] = VenueMissing,
        ["certificates_once"] = CertificateExists,
        ["material_editions_unique"] = EditionExists,
        ["decals_edition_exists"] = EditionMissing,
        ["stock_movements_edition_exists"] = EditionMissing,
        ["stock_movements_venue_exists"] = VenueMissing,
        ["stock_balances_edition_exists"] = EditionMissing,
        ["stock_balances_pk"] = TryAgain,
        ["material_requests_partnership_exists"] = PartnershipMissing,
        ["decals_partnership_exists"] = PartnershipMissing,
        ["decals_serial_unique"] = TryAgain,
        ["decal_codes_pk"] = TryAgain,
        ["recalls_partnership_exists"] = PartnershipMissing,
        ["recalls_one_open"] = TryAgain,
        ["check_ins_partnership_exists"] = PartnershipMissing,
        ["interventions_partnership_exists"] = PartnershipMissing,
        ["organisation_keys_one_current"] = TryAgain,
    };
}
