using System.Data;
using Basalt.Control.Store;
using FluentMigrator;
using FluentMigrator.Builders.Create.Table;

namespace Basalt.Control.Identity.Store.Migrations;

/// <summary>Everything identity keeps in its first form.</summary>
[RoomMigration(StoreRoom.Identity, 1)]
public sealed class M0001_IdentityTables : ForwardOnlyMigration
{
    private const int IdLength = 64;
    private const int NameLength = 255;

    public override void Up()
    {
        CreateRevision();
        CreateOwners();
        CreateActors();
        CreateRoles();
        CreateCredentials();
    }

    private void CreateRevision()
    {
        Create.Table("identity_revision")
            .WithColumn("id").AsInt32().PrimaryKey()
            .WithColumn("revision").AsInt64().NotNullable();
        Insert.IntoTable("identity_revision").Row(new { id = 1, revision = 1L });
    }

    private void CreateOwners()
    {
        NewTable("identity_domain")
            .WithColumn("name").AsString(NameLength).NotNullable().Unique("uq_identity_domain_name")
            .WithColumn("description").AsString(int.MaxValue).NotNullable()
            .WithColumn("enabled").AsBoolean().NotNullable()
            .WithColumn("tags").AsString(int.MaxValue).Nullable()
            .WithColumn("tokens_invalid_before_us").AsInt64().NotNullable()
            .WithColumn("extra").AsString(int.MaxValue).Nullable();

        NewTable("identity_project")
            .WithColumn("name").AsString(NameLength).NotNullable()
            .WithColumn("domain_id").AsString(IdLength).NotNullable()
                .ForeignKey("fk_identity_project_domain", "identity_domain", "id")
            .WithColumn("parent_id").AsString(IdLength).Nullable()
                .ForeignKey("fk_identity_project_parent", "identity_project", "id")
            .WithColumn("description").AsString(int.MaxValue).NotNullable()
            .WithColumn("enabled").AsBoolean().NotNullable()
            .WithColumn("tags").AsString(int.MaxValue).Nullable()
            .WithColumn("tokens_invalid_before_us").AsInt64().NotNullable()
            .WithColumn("extra").AsString(int.MaxValue).Nullable();
        UniqueNameInDomain("identity_project");
        Create.Index("ix_identity_project_parent").OnTable("identity_project").OnColumn("parent_id");
    }

    private void CreateActors()
    {
        NewTable("identity_user")
            .WithColumn("name").AsString(NameLength).NotNullable()
            .WithColumn("domain_id").AsString(IdLength).NotNullable()
                .ForeignKey("fk_identity_user_domain", "identity_domain", "id")
            .WithColumn("default_project_id").AsString(IdLength).Nullable()
            .WithColumn("enabled").AsBoolean().NotNullable()
            .WithColumn("password_hash").AsString(255).Nullable()
            .WithColumn("tokens_invalid_before_us").AsInt64().NotNullable()
            .WithColumn("extra").AsString(int.MaxValue).Nullable();
        UniqueNameInDomain("identity_user");

        NewTable("identity_group")
            .WithColumn("name").AsString(NameLength).NotNullable()
            .WithColumn("domain_id").AsString(IdLength).NotNullable()
                .ForeignKey("fk_identity_group_domain", "identity_domain", "id")
            .WithColumn("description").AsString(int.MaxValue).NotNullable()
            .WithColumn("extra").AsString(int.MaxValue).Nullable();
        UniqueNameInDomain("identity_group");

        Create.Table("identity_membership")
            .WithColumn("group_id").AsString(IdLength).PrimaryKey()
                .ForeignKey("fk_identity_membership_group", "identity_group", "id").OnDelete(Rule.Cascade)
            .WithColumn("user_id").AsString(IdLength).PrimaryKey()
                .ForeignKey("fk_identity_membership_user", "identity_user", "id").OnDelete(Rule.Cascade);
        Create.Index("ix_identity_membership_user").OnTable("identity_membership").OnColumn("user_id");
    }

    private void CreateRoles()
    {
        NewTable("identity_role")
            .WithColumn("name").AsString(NameLength).NotNullable()
            .WithColumn("domain_id").AsString(IdLength).NotNullable()
            .WithColumn("description").AsString(int.MaxValue).Nullable()
            .WithColumn("extra").AsString(int.MaxValue).Nullable();
        UniqueNameInDomain("identity_role");

        Create.Table("identity_implied_role")
            .WithColumn("prior_role_id").AsString(IdLength).PrimaryKey()
                .ForeignKey("fk_identity_implied_role_prior", "identity_role", "id").OnDelete(Rule.Cascade)
            .WithColumn("implied_role_id").AsString(IdLength).PrimaryKey()
                .ForeignKey("fk_identity_implied_role_implied", "identity_role", "id").OnDelete(Rule.Cascade);

        // Actors and targets are of several kinds: whoever deletes one deletes its assignments in the same transaction.
        Create.Table("identity_assignment")
            .WithColumn("actor_kind").AsInt32().PrimaryKey()
            .WithColumn("actor_id").AsString(IdLength).PrimaryKey()
            .WithColumn("target_kind").AsInt32().PrimaryKey()
            .WithColumn("target_id").AsString(IdLength).PrimaryKey()
            .WithColumn("role_id").AsString(IdLength).PrimaryKey()
                .ForeignKey("fk_identity_assignment_role", "identity_role", "id").OnDelete(Rule.Cascade)
            .WithColumn("inherited").AsBoolean().PrimaryKey();
        Create.Index("ix_identity_assignment_target").OnTable("identity_assignment")
            .OnColumn("target_kind").Ascending().OnColumn("target_id").Ascending();
    }

    private void CreateCredentials()
    {
        NewTable("identity_credential")
            .WithColumn("user_id").AsString(IdLength).NotNullable()
                .ForeignKey("fk_identity_credential_user", "identity_user", "id").OnDelete(Rule.Cascade)
            .WithColumn("project_id").AsString(IdLength).Nullable()
            .WithColumn("type").AsString(NameLength).NotNullable()
            .WithColumn("encrypted_blob").AsString(int.MaxValue).NotNullable()
            .WithColumn("extra").AsString(int.MaxValue).Nullable();
        Create.Index("ix_identity_credential_user").OnTable("identity_credential").OnColumn("user_id");
        Create.Index("ix_identity_credential_project").OnTable("identity_credential").OnColumn("project_id");

        Create.Table("identity_revoked_token")
            .WithColumn("audit_id").AsString(32).PrimaryKey()
            .WithColumn("expires_at_us").AsInt64().NotNullable().Indexed("ix_identity_revoked_token_expires");
    }

    private ICreateTableColumnOptionOrWithColumnSyntax NewTable(string name) =>
        Create.Table(name).WithColumn("id").AsString(IdLength).PrimaryKey();

    private void UniqueNameInDomain(string table) =>
        Create.Index($"uq_{table}_name").OnTable(table)
            .OnColumn("domain_id").Ascending().OnColumn("name").Ascending().WithOptions().Unique();
}
