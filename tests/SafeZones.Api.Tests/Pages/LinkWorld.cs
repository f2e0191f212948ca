using System.Net;
using System.Text.RegularExpressions;
using SafeZones.Api.Tests.World;

namespace SafeZones.Api.Tests.Pages;

/// <summary>The page of an action link, filled in and sent as a browser without scripts does it.</summary>
internal static partial class LinkWorld
{
    public static readonly string[] Purposes =
        ["accept_pledge", "confirm_attendance", "declare_staff", "confirm_display", "log_intervention", "pause", "close", "withdraw",
            "change_staff", "ask_for_materials", "appeal"];

    /// <summary>What the form holds when nothing was touched, and then what was entered; a value of null clears the field.</summary>
    public static string Filled(Answer page, params (string Name, string? Value)[] entered)
    {
        var fields = new List<(string Name, string Value)>();
        foreach (var input in Input().Matches(page.Text).Select(match => match.Value))
        {
            if (Attribute(input, "type") is not ("radio" or "checkbox") || input.Contains(" checked", StringComparison.Ordinal))
            {
                fields.Add((Attribute(input, "name")!, Attribute(input, "value")!));
            }
        }

        if (Area().Match(page.Text) is { Success: true } area)
        {
            fields.Add((area.Groups[1].Value, WebUtility.HtmlDecode(area.Groups[2].Value)));
        }

        foreach (var name in entered.Select(one => one.Name).Distinct())
        {
            fields.RemoveAll(field => field.Name == name);
        }

        fields.AddRange(entered.Where(one => one.Value is not null).Select(one => (one.Name, one.Value!)));
        return string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"));
    }

    public static Task<Answer> Send(RunningApi api, string path, string form, params (string Name, string Value)[] headers) =>
        api.Stranger.Send(HttpMethod.Post, path, form, headers, "application/x-www-form-urlencoded");

    /// <summary>Opens the page, fills it in, sends it.</summary>
    public static async Task<Answer> Act(RunningApi api, string path, params (string Name, string? Value)[] entered) =>
        await Send(api, path, Filled((await api.Stranger.Get(path)).Expect(HttpStatusCode.OK), entered));

    /// <summary>What is written on the page, without its markup.</summary>
    public static string Words(Answer page) =>
        Regex.Replace(WebUtility.HtmlDecode(Markup().Replace(Unread().Replace(page.Text, ""), " ")), "[ \n]+", " ");

    /// <summary>The sentence beside a field that says what is wrong with it.</summary>
    public static string? Fault(Answer page, string name) =>
        Regex.Match(page.Text, $"id=\"{Regex.Escape(name)}-e\">([^<]*)<") is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    /// <summary>The choices of a field.</summary>
    public static IReadOnlyList<string> Choices(Answer page, string name) =>
        [.. Input().Matches(page.Text).Select(match => match.Value).Where(input => Attribute(input, "name") == name).Select(input => Attribute(input, "value")!)];

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $" {name}=\"([^\"]*)\"") is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    [GeneratedRegex("<input [^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex("<textarea [^>]*name=\"([^\"]*)\"[^>]*>\n([^<]*)</textarea>")]
    private static partial Regex Area();

    [GeneratedRegex("<(style|script)>.*?</\\1>|<title>.*?</title>", RegexOptions.Singleline)]
    private static partial Regex Unread();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();
}
