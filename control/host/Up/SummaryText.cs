using System.Globalization;
using Spectre.Console;

namespace Basalt.Control.Host.Up;

/// <summary>The summary for a person: where everything is, and what to try next.</summary>
internal static class SummaryText
{
    public static void Write(CloudSummary cloud)
    {
        var seconds = (cloud.StartMs / 1000.0).ToString("F1", CultureInfo.InvariantCulture);
        var state = cloud switch
        {
            { IsNew: true } => "new and ready",
            { IsNodeAdopted: true } => "ready; its node had gone on alone",
            _ => "ready",
        };
        AnsiConsole.MarkupLine($"\n[bold green]Basalt {cloud.Version}[/] is {state} after {seconds} s\n");
        var table = new Table().HideHeaders().NoBorder().AddColumn("").AddColumn("");
        Row("Identity", cloud.Endpoints.Identity);
        Row("Swift", cloud.Endpoints.Object);
        Row("S3", $"{cloud.Endpoints.S3}  (region {cloud.Region})");
        Row("Metrics", $"{cloud.Endpoints.MonitorControl}metrics  {cloud.Endpoints.MonitorNode}metrics");
        Row("Data", cloud.Data);
        Row("Credentials", "clouds.yaml, openrc and aws-credentials in the data directory");
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine("\nTry, in another shell:");
        Try($"source {cloud.Files.Openrc}");
        Try("openstack token issue");
        // Some distributions' aws is too old for the variable alone.
        Try("aws --endpoint-url $AWS_ENDPOINT_URL s3 mb s3://photos");
        Try("aws --endpoint-url $AWS_ENDPOINT_URL s3 cp picture.jpg s3://photos");
        Try("openstack object list photos");
        var down = Markup.Escape($"basalt down --data {cloud.Data}");
        AnsiConsole.MarkupLine($"\nCtrl-C stops it, as does [cyan]{down}[/].\n");

        void Row(string name, string value) => table.AddRow($"  [bold]{name}[/]", Markup.Escape(value));

        static void Try(string command) => AnsiConsole.MarkupLine($"  [cyan]{Markup.Escape(command)}[/]");
    }
}
