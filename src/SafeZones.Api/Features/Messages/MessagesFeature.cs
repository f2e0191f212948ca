namespace SafeZones.Api.Features.Messages;

/// <summary>What we write to people at venues, by whose service text messages travel, and what comes back.</summary>
internal static class MessagesFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        SendMessage.Map(routes);
        PrintLetter.Map(routes);
        ListMessages.Map(routes);
        GetMessage.Map(routes);
        CancelMessage.Map(routes);
        SetSmsGateway.Map(routes);
        GetSmsGateway.Map(routes);
        RemoveSmsGateway.Map(routes);
    }
}
