using Basalt.Control.Store;
using FluentMigrator;

namespace Basalt.Control.Catalog.Store.Migrations;

/// <summary>Regions, services and endpoints.</summary>
[RoomMigration(StoreRoom.Catalog, 1)]
public sealed class M0001_CatalogTables : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("catalog_region")
            .WithColumn("id").AsString(255).PrimaryKey()
            .WithColumn("description").AsString(255).NotNullable()
            .WithColumn("parent_region_id").AsString(255).Nullable()
            .WithColumn("extra").AsString(int.MaxValue).Nullable();

        Create.Table("catalog_service")
            .WithColumn("id").AsString(64).PrimaryKey()
            .WithColumn("type").AsString(255).NotNullable()
            .WithColumn("name").AsString(255).NotNullable()
            .WithColumn("description").AsString(255).NotNullable()
            .WithColumn("enabled").AsBoolean().NotNullable()
            .WithColumn("extra").AsString(int.MaxValue).Nullable();

        Create.Table("catalog_endpoint")
            .WithColumn("id").AsString(64).PrimaryKey()
            .WithColumn("service_id").AsString(64).NotNullable()
                .ForeignKey("fk_catalog_endpoint_service", "catalog_service", "id").OnDelete(System.Data.Rule.Cascade)
            .WithColumn("interface").AsString(8).NotNullable()
            .WithColumn("region_id").AsString(255).Nullable()
                .ForeignKey("fk_catalog_endpoint_region", "catalog_region", "id")
            .WithColumn("url").AsString(2_048).NotNullable()
            .WithColumn("enabled").AsBoolean().NotNullable()
            .WithColumn("extra").AsString(int.MaxValue).Nullable();
        Create.Index("ix_catalog_endpoint_service").OnTable("catalog_endpoint").OnColumn("service_id");
    }
}
