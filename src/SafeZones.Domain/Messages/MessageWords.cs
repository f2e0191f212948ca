namespace SafeZones.Domain.Messages;

/// <summary>The way by which a message travels.</summary>
public enum MessageChannel
{
    /// <summary>Text message.</summary>
    Sms,
    /// <summary>E-mail.</summary>
    Email,
}

/// <summary>Why a message is sent.</summary>
public enum MessageKind
{
    /// <summary>To ask a venue to do something by a link or a code.</summary>
    ActionLink,
    /// <summary>To answer a text message.</summary>
    Reply,
}

/// <summary>Where a message is.</summary>
public enum MessageStatus
{
    /// <summary>Waits for its turn, or for the morning.</summary>
    Queued,
    /// <summary>Being handed over.</summary>
    Sending,
    /// <summary>Handed over to whoever delivers it.</summary>
    Sent,
    /// <summary>Whoever delivers it says that it has arrived.</summary>
    Delivered,
    /// <summary>It did not arrive, and will not.</summary>
    Failed,
    /// <summary>It was called back before it was sent.</summary>
    Cancelled,
}

/// <summary>Why a message did not arrive.</summary>
public enum MessageFailure
{
    /// <summary>The gateway or the mail server refused it.</summary>
    Refused,
    /// <summary>The gateway or the mail server could not be reached, time and again.</summary>
    Unreachable,
    /// <summary>It was handed over, and did not reach the telephone.</summary>
    Undelivered,
    /// <summary>The recipient wants no more messages, or it is no longer safe to send them any.</summary>
    NotWanted,
    /// <summary>The contact or the gateway is no longer there.</summary>
    Gone,
    /// <summary>The organisation has sent as much today as it allows itself.</summary>
    SpendCap,
}

/// <summary>By whose service an organisation sends and receives text messages.</summary>
public enum SmsGatewayKind
{
    /// <summary>Any that speaks the contract of ours that the documentation has.</summary>
    Http,
    /// <summary>Twilio.</summary>
    Twilio,
    /// <summary>FrontlineSMS in the cloud.</summary>
    FrontlineSms,
    /// <summary>RapidPro, TextIt.</summary>
    RapidPro,
    /// <summary>Africa's Talking.</summary>
    AfricasTalking,
}
