"""Create the catalog and its history."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "catalog_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalog_change")),
    )
    with op.batch_alter_table("catalog_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_catalog_change_generation"), ["generation"], unique=False
        )
    op.create_table(
        "catalog_generation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalog_generation")),
    )
    op.create_table(
        "loaded_data",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_loaded_data")),
    )
    op.create_table(
        "organization",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("finess_ej", sa.String(), nullable=True),
        sa.Column("siren", sa.String(), nullable=True),
        sa.Column("rna", sa.String(), nullable=True),
        sa.Column("website", sa.String(), nullable=True),
        sa.Column("loaded_digest", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("editor_id", sa.Uuid(), nullable=True),
        sa.Column(
            "origin", sa.Enum("FORM", "LINK", "IMPORT", "COMMAND", name="origin"), nullable=False
        ),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revision_at"), ["at"], unique=False)
        batch_op.create_index("ix_revision_subject", ["subject_kind", "subject_id"], unique=False)
    op.create_table(
        "structure_type",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("short", sa.String(), nullable=True),
        sa.Column("marker_shape", sa.String(), nullable=False),
        sa.Column("marker_letter", sa.String(), nullable=False),
        sa.Column("access_public", sa.String(), nullable=True),
        sa.Column("access_professionals", sa.Boolean(), nullable=False),
        sa.Column("audiences", sa.JSON(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("doors", sa.JSON(), nullable=False),
        sa.Column("ladder_professional", sa.Integer(), nullable=True),
        sa.Column("ladder_public", sa.Integer(), nullable=True),
        sa.Column("review_months", sa.Integer(), nullable=False),
        sa.Column("coverage_default", sa.String(), nullable=False),
        sa.Column("ans_code", sa.String(), nullable=True),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_structure_type")),
    )
    op.create_table(
        "structure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type_code", sa.String(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("finess_et", sa.String(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("DRAFT", "PUBLISHED", "ARCHIVED", name="publicationstate"),
            nullable=False,
        ),
        sa.Column("street", sa.String(), nullable=True),
        sa.Column("cedex", sa.String(), nullable=True),
        sa.Column("postal_code", sa.String(), nullable=True),
        sa.Column("insee", sa.String(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("position_is_approximate", sa.Boolean(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("website", sa.String(), nullable=True),
        sa.Column("opening_hours", sa.String(), nullable=True),
        sa.Column("hours_text", sa.String(), nullable=True),
        sa.Column("alert", sa.String(), nullable=True),
        sa.Column("presentation", sa.String(), nullable=True),
        sa.Column("access_public", sa.String(), nullable=True),
        sa.Column("access_professionals", sa.Boolean(), nullable=True),
        sa.Column("access_conditions", sa.String(), nullable=True),
        sa.Column("audiences", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("settings", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("capacity_value", sa.Integer(), nullable=True),
        sa.Column("capacity_unit", sa.String(), nullable=True),
        sa.Column("area_text", sa.String(), nullable=True),
        sa.Column("source_date", sa.Date(), nullable=True),
        sa.Column("confidence", sa.String(), nullable=True),
        sa.Column("internal_note", sa.String(), nullable=True),
        sa.Column("loaded_digest", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["insee"], ["commune.insee"], name=op.f("fk_structure_insee_commune")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_structure_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["type_code"],
            ["structure_type.code"],
            name=op.f("fk_structure_type_code_structure_type"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_structure")),
        sa.UniqueConstraint("slug", name=op.f("uq_structure_slug")),
    )
    with op.batch_alter_table("structure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_structure_insee"), ["insee"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_structure_organization_id"), ["organization_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_structure_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_structure_type_code"), ["type_code"], unique=False)
    op.create_table(
        "coverage_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("COMMUNE", "EPCI", "FILIERE", "DEPARTEMENT", "REGION", name="areakind"),
            nullable=False,
        ),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("basis", sa.Enum("DECLARED", "ASSUMED", name="coveragebasis"), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"], ["structure.id"], name=op.f("fk_coverage_area_structure_id_structure")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coverage_area")),
    )
    with op.batch_alter_table("coverage_area", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_coverage_area_structure_id"), ["structure_id"], unique=False
        )
    op.create_table(
        "phone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.Enum("DIRECT", "SWITCHBOARD", name="phonekind"), nullable=False),
        sa.Column("label", sa.String(), nullable=True),
        sa.Column(
            "audience", sa.Enum("PUBLIC", "PROFESSIONALS", name="phoneaudience"), nullable=False
        ),
        sa.Column("hours", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["structure_id"], ["structure.id"], name=op.f("fk_phone_structure_id_structure")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone")),
    )
    with op.batch_alter_table("phone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_phone_structure_id"), ["structure_id"], unique=False)
    op.create_table(
        "slug_redirect",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("structure_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"], ["structure.id"], name=op.f("fk_slug_redirect_structure_id_structure")
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_slug_redirect")),
    )
    with op.batch_alter_table("slug_redirect", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_slug_redirect_structure_id"), ["structure_id"], unique=False
        )
    op.create_table(
        "structure_filiere",
        sa.Column("structure_id", sa.Uuid(), nullable=False),
        sa.Column("filiere_slug", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["filiere_slug"],
            ["filiere.slug"],
            name=op.f("fk_structure_filiere_filiere_slug_filiere"),
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_structure_filiere_structure_id_structure"),
        ),
        sa.PrimaryKeyConstraint("structure_id", "filiere_slug", name=op.f("pk_structure_filiere")),
    )
    with op.batch_alter_table("structure_filiere", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_structure_filiere_filiere_slug"), ["filiere_slug"], unique=False
        )
    op.create_table(
        "structure_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_structure_source_structure_id_structure"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_structure_source")),
    )
    with op.batch_alter_table("structure_source", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_structure_source_structure_id"), ["structure_id"], unique=False
        )
    op.create_table(
        "verification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Uuid(), nullable=False),
        sa.Column(
            "facts",
            sa.Enum("IDENTITY", "PHONES", "HOURS", "AREA", "ACCESS", name="factgroup"),
            nullable=False,
        ),
        sa.Column("verified_on", sa.Date(), nullable=False),
        sa.Column(
            "means",
            sa.Enum("PHONE", "MAIL", "VISIT", "LINK", name="verificationmeans"),
            nullable=False,
        ),
        sa.Column("editor_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["structure_id"], ["structure.id"], name=op.f("fk_verification_structure_id_structure")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
    )
    with op.batch_alter_table("verification", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_verification_structure_id"), ["structure_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("verification", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verification_structure_id"))
    op.drop_table("verification")
    with op.batch_alter_table("structure_source", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_structure_source_structure_id"))
    op.drop_table("structure_source")
    with op.batch_alter_table("structure_filiere", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_structure_filiere_filiere_slug"))
    op.drop_table("structure_filiere")
    with op.batch_alter_table("slug_redirect", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slug_redirect_structure_id"))
    op.drop_table("slug_redirect")
    with op.batch_alter_table("phone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_phone_structure_id"))
    op.drop_table("phone")
    with op.batch_alter_table("coverage_area", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coverage_area_structure_id"))
    op.drop_table("coverage_area")
    with op.batch_alter_table("structure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_structure_type_code"))
        batch_op.drop_index(batch_op.f("ix_structure_state"))
        batch_op.drop_index(batch_op.f("ix_structure_organization_id"))
        batch_op.drop_index(batch_op.f("ix_structure_insee"))
    op.drop_table("structure")
    op.drop_table("structure_type")
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_index("ix_revision_subject")
        batch_op.drop_index(batch_op.f("ix_revision_at"))
    op.drop_table("revision")
    op.drop_table("organization")
    op.drop_table("loaded_data")
    op.drop_table("catalog_generation")
    with op.batch_alter_table("catalog_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_catalog_change_generation"))
    op.drop_table("catalog_change")
