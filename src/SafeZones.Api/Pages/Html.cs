using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using SafeZones.Api.Platform.Database;

namespace SafeZones.Api.Pages;

/// <summary>
/// Writes a page. What stands in the source around the braces of an interpolated string is markup; whatever is inserted is text, and
/// is encoded for an element or an attribute in double quotes. There is no way to insert markup that was put together from values.
/// </summary>
internal sealed class Html
{
    private const int BytesUsual = 8 * 1024;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly ArrayBufferWriter<byte> bytes = new(BytesUsual);

    /// <summary>What was written so far.</summary>
    public ReadOnlyMemory<byte> Written => bytes.WrittenMemory;

    /// <summary>Writes markup with its values.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "The handler has written to this instance before it is called.")]
    public Html Write([InterpolatedStringHandlerArgument("")] Markup markup) => this;

    /// <summary>Writes what another writer has made, once for many pages.</summary>
    public Html Write(Html made)
    {
        bytes.Write(made.Written.Span);
        return this;
    }

    /// <summary>Writes a name. A screen reader speaks it in its own language, and it keeps its own direction.</summary>
    public Html WriteName(JsonText names, PageSentences texts)
    {
        var name = LocalName.Best(names, texts.Language);
        return name.Tag == texts.Language ? Write($"<bdi>{name.Text}</bdi>") : Write($"<bdi lang=\"{name.Tag}\">{name.Text}</bdi>");
    }

    /// <summary>Writes a constant of the source, such as a style sheet.</summary>
    public Html WriteConstant([ConstantExpected] string markup)
    {
        Encoding.UTF8.GetBytes(markup, bytes);
        return this;
    }

    /// <summary>Interpolated markup on its way into the page.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Markup
    {
        private readonly Html html;

        public Markup(int literalLength, int formattedCount, Html html)
        {
            _ = (literalLength, formattedCount);
            this.html = html;
        }

        public void AppendLiteral(string text) => Encoding.UTF8.GetBytes(text, html.bytes);

        public void AppendFormatted(string? value)
        {
            if (value is not null)
            {
                Encoding.UTF8.GetBytes(Encoder.Encode(value), html.bytes);
            }
        }

        public void AppendFormatted(int value) => AppendFormatted(value.ToString(CultureInfo.InvariantCulture));

        // To a metre, which is as exact as a place is known.
        public void AppendFormatted(double value) => AppendFormatted(value.ToString("0.#####", CultureInfo.InvariantCulture));
    }
}
