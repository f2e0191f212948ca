namespace SafeZones.Api.Features.Chains;

/// <summary>Chains: venues run by one business. Whom to speak to there is restricted and has its own address.</summary>
internal static class ChainsFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        RegisterChain.Map(routes);
        ListChains.Map(routes);
        GetChain.Map(routes);
        PatchChain.Map(routes);
        DeleteChain.Map(routes);
        ReadChainContact.Map(routes);
        SetChainContact.Map(routes);
        RemoveChainContact.Map(routes);
    }
}
