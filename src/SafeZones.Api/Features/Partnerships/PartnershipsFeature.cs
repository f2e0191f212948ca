namespace SafeZones.Api.Features.Partnerships;

/// <summary>Partnerships: a venue and a programme, from the first visit to the last day.</summary>
internal static class PartnershipsFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        OpenPartnership.Map(routes);
        ListPartnerships.Map(routes);
        GetPartnership.Map(routes);
        ListPartnershipMoves.Map(routes);
        LogOutreachVisit.Map(routes);
        LogOutreachVisitBatch.Map(routes);
        ListOutreachVisits.Map(routes);
        PublishPledgeText.Map(routes);
        ListPledgeTexts.Map(routes);
        TranscribePledge.Map(routes);
        RecordVetting.Map(routes);
        LogCheckIn.Map(routes);
        ListCheckIns.Map(routes);
        DismissProposal.Map(routes);
        GetPartnershipRequirements.Map(routes);
        GetDashboard.Map(routes);
        GetDayList.Map(routes);
        ActivatePartnership.Map(routes);
        SuspendPartnership.Map(routes);
        ReinstatePartnership.Map(routes);
        RemovePartnership.Map(routes);
        PausePartnership.Map(routes);
        ResumePartnership.Map(routes);
        TranscribeWithdrawal.Map(routes);
        ClosePartnership.Map(routes);
    }
}
