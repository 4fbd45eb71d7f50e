using System.Collections.Frozen;
using System.Text;
using Basalt.Objects.Core;

namespace Basalt.Objects.Swift;

/// <summary>Guesses a type by a key's ending, as Swift does when a client gives none.</summary>
internal static class MediaTypes
{
    public const string Default = "application/octet-stream";

    private static readonly FrozenDictionary<string, string> ByEnding = new Dictionary<string, string>
    {
        ["avi"] = "video/x-msvideo",
        ["bmp"] = "image/bmp",
        ["bz2"] = "application/x-bzip2",
        ["c"] = "text/x-csrc",
        ["css"] = "text/css",
        ["csv"] = "text/csv",
        ["doc"] = "application/msword",
        ["gif"] = "image/gif",
        ["gz"] = "application/gzip",
        ["htm"] = "text/html",
        ["html"] = "text/html",
        ["ico"] = "image/vnd.microsoft.icon",
        ["iso"] = "application/x-iso9660-image",
        ["jpeg"] = "image/jpeg",
        ["jpg"] = "image/jpeg",
        ["js"] = "text/javascript",
        ["json"] = "application/json",
        ["md"] = "text/markdown",
        ["mp3"] = "audio/mpeg",
        ["mp4"] = "video/mp4",
        ["mpeg"] = "video/mpeg",
        ["pdf"] = "application/pdf",
        ["png"] = "image/png",
        ["ps"] = "application/postscript",
        ["py"] = "text/x-python",
        ["rtf"] = "application/rtf",
        ["sh"] = "application/x-sh",
        ["svg"] = "image/svg+xml",
        ["tar"] = "application/x-tar",
        ["tif"] = "image/tiff",
        ["tiff"] = "image/tiff",
        ["txt"] = "text/plain",
        ["wasm"] = "application/wasm",
        ["wav"] = "audio/x-wav",
        ["webm"] = "video/webm",
        ["webp"] = "image/webp",
        ["xhtml"] = "application/xhtml+xml",
        ["xml"] = "text/xml",
        ["zip"] = "application/zip",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string Guess(ObjectKey key)
    {
        var dot = key.Utf8.Span.LastIndexOf((byte)'.');
        return dot >= 0 && ByEnding.TryGetValue(Encoding.UTF8.GetString(key.Utf8.Span[(dot + 1)..]), out var type)
            ? type
            : Default;
    }
}
