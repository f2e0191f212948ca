namespace SafeZones.Api.Features.Partnerships.ByLink;

/// <summary>By link: what a venue does itself, without an account, by the action link that it was given.</summary>
internal static class ByLinkFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        AcceptPledge.Map(routes);
        DeclinePledge.Map(routes);
        DeclareStaff.Map(routes);
        ChangeStaff.Map(routes);
        SendDisplayPhoto.Map(routes);
        ConfirmDisplay.Map(routes);
        PauseByLink.Map(routes);
        WithdrawByLink.Map(routes);
        CloseByLink.Map(routes);
    }
}
