namespace Basalt.Objects.Swift;

/// <summary>The three forms of a listing.</summary>
internal enum ListingFormat
{
    Text,
    Json,
    Xml,
}
