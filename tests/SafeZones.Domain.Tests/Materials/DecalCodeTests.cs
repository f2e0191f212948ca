using CsCheck;
using SafeZones.Domain.Materials;
using Xunit;

namespace SafeZones.Domain.Tests.Materials;

public sealed class DecalCodeTests
{
    private static readonly Gen<string> Code = Gen.Byte.Array[DecalCode.BytesOfOne].Select(bytes => DecalCode.Of(bytes));

    [Fact]
    public void Every_code_is_read_back_as_it_is_printed() =>
        Code.Sample(code => DecalCode.ParseOrDefault(code) == code && code.Length == DecalCode.Characters);

    [Fact]
    public void Different_bytes_make_different_codes_of_sixty_bits() =>
        Gen.Select(Gen.ULong, Gen.ULong).Sample((one, other) =>
            (Of(one) == Of(other)) == ((one & ((1UL << 60) - 1)) == (other & ((1UL << 60) - 1))));

    [Fact]
    public void One_wrong_character_is_always_found() =>
        Gen.Select(Code, Gen.Int[0, DecalCode.Characters - 1], Gen.Char["0123456789ABCDEFGHJKMNPQRSTVWXYZ"]).Sample((code, place, wrong) =>
            code[place] == wrong || DecalCode.ParseOrDefault(code[..place] + wrong + code[(place + 1)..]) is null);

    [Fact]
    public void Two_exchanged_characters_are_always_found() =>
        Gen.Select(Code, Gen.Int[0, DecalCode.Characters - 1], Gen.Int[0, DecalCode.Characters - 1]).Sample((code, one, other) =>
        {
            var exchanged = code.ToCharArray();
            (exchanged[one], exchanged[other]) = (exchanged[other], exchanged[one]);
            return code[one] == code[other] || DecalCode.ParseOrDefault(new string(exchanged)) is null;
        });

    [Fact]
    public void It_may_be_typed_in_small_letters_with_gaps_look_alikes_and_the_digits_of_ones_own_script() =>
        Code.Sample(code =>
        {
            var typed = string.Join("-", code.ToLowerInvariant().Chunk(4).Select(four => new string(four)));
            var lookAlike = code.Replace('0', 'O').Replace('1', 'l');
            var arabic = string.Concat(code.Select(character => char.IsAsciiDigit(character) ? (char)('٠' + (character - '0')) : character));
            return DecalCode.ParseOrDefault(typed) == code && DecalCode.ParseOrDefault(lookAlike) == code && DecalCode.ParseOrDefault(arabic) == code;
        });

    [Theory]
    [InlineData("")]
    [InlineData("UUUUUUUUUUUUU")]
    [InlineData("0000000000001")]
    [InlineData("00000000000000")]
    public void Anything_else_is_no_code(string typed) => Assert.Null(DecalCode.ParseOrDefault(typed));

    private static string Of(ulong bits)
    {
        var bytes = new byte[DecalCode.BytesOfOne];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, bits);
        return DecalCode.Of(bytes);
    }
}
