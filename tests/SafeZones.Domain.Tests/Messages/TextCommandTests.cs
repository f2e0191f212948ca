using CsCheck;
using SafeZones.Domain.Links;
using SafeZones.Domain.Messages;
using Xunit;

namespace SafeZones.Domain.Tests.Messages;

public sealed class TextCommandTests
{
    [Theory]
    [InlineData("YES 7KQ2M4")]
    [InlineData("yes 7kq2m4")]
    [InlineData("Yes, 7KQ-2M4.")]
    [InlineData("yes7kq2m4")]
    [InlineData("7KQ 2M4 yes")]
    [InlineData("OUI ٧KQ٢M٤")]
    [InlineData("sí 7KQ2M4")]
    [InlineData("si 7KQ2M4")]
    [InlineData("نعم ٧KQ٢M٤")]
    [InlineData("نَعَم 7KQ2M4")]
    [InlineData("Opo 7KQ2M4")]
    [InlineData("نعم yes oui 7KQ2M4")]
    public void Yes_is_understood_with_its_code_in_any_language_and_in_any_digits(string message) =>
        Assert.Equal(new TextCommand(TextVerb.Yes, Code: "7KQ2M4"), TextCommand.ParseOrDefault(message));

    [Fact]
    public void A_code_that_was_read_aloud_may_have_O_for_nought_and_I_or_L_for_one() =>
        Assert.Equal(new TextCommand(TextVerb.Yes, Code: "01A1B0"), TextCommand.ParseOrDefault("yes oIAlBo"));

    [Theory]
    [InlineData("STAFF 14", TextVerb.Staff, 14)]
    [InlineData("staff14", TextVerb.Staff, 14)]
    [InlineData("équipe: 14", TextVerb.Staff, 14)]
    [InlineData("personal 14", TextVerb.Staff, 14)]
    [InlineData("عدد ١٤", TextVerb.Staff, 14)]
    [InlineData("tauhan 14", TextVerb.Staff, 14)]
    [InlineData("LEFT 2", TextVerb.Left, 2)]
    [InlineData("غادروا ٢", TextVerb.Left, 2)]
    [InlineData("new 3", TextVerb.New, 3)]
    [InlineData("Nouveaux 3", TextVerb.New, 3)]
    public void How_many_work_there_have_left_or_are_new_is_a_word_and_a_number(string message, TextVerb verb, int number) =>
        Assert.Equal(new TextCommand(verb, number), TextCommand.ParseOrDefault(message));

    [Theory]
    [InlineData("STOP", TextVerb.Stop)]
    [InlineData("stop please", TextVerb.Stop)]
    [InlineData("Arrêt", TextVerb.Stop)]
    [InlineData("ايقاف", TextVerb.Stop)]
    [InlineData("START", TextVerb.Start)]
    [InlineData("No", TextVerb.No)]
    [InlineData("left", TextVerb.Left)]
    public void Some_words_need_nothing_more(string message, TextVerb verb) =>
        Assert.Equal(new TextCommand(verb), TextCommand.ParseOrDefault(message));

    [Theory]
    [InlineData("HELP")]
    [InlineData("please help me, somebody follows me")]
    [InlineData("no help needed")]
    [InlineData("ساعدني النجدة")]
    [InlineData("Tulong!")]
    public void Whoever_seems_to_call_for_help_is_taken_at_their_word(string message) =>
        Assert.Equal(TextVerb.Help, TextCommand.ParseOrDefault(message)?.Verb);

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("yes no 7KQ2M4")]
    [InlineData("yes 7KQ2M4 8KQ2M4")]
    [InlineData("we never said yes 7KQ2M4")]
    [InlineData("yes نعم да 7KQ2M4 是")]
    [InlineData("yes 7KQ2MU")]
    [InlineData("staff")]
    [InlineData("staff fourteen")]
    [InlineData("staff 14 15")]
    [InlineData("staff 140000")]
    [InlineData("staff -3 x")]
    [InlineData("7KQ2M4")]
    public void Whatever_is_not_clear_means_nothing(string message) => Assert.Null(TextCommand.ParseOrDefault(message));

    [Fact]
    public void No_message_whatever_its_characters_breaks_the_reader_and_none_that_is_too_long_is_read() =>
        Gen.String[0, 600].Sample(message => message.Length <= TextCommand.CharactersMax || TextCommand.ParseOrDefault(message) is null);

    [Fact]
    public void Each_code_that_is_made_is_read_back_as_it_is_however_it_is_grouped() =>
        Gen.Byte.Array[LinkCode.BytesOfOne].Sample(bytes =>
        {
            var code = LinkCode.Of(bytes);
            return TextCommand.ParseOrDefault($"Yes {code[..3]} {code[3..].ToLowerInvariant()}") == new TextCommand(TextVerb.Yes, Code: code);
        });
}
