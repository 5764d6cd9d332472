"""Create corrections, links, drafts, imports, and the new facts of a listing."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "editing_draft",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=True),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "subject", name=op.f("pk_editing_draft")),
    )
    op.create_table(
        "import_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("READ", "APPLIED", "UNDONE", "ABANDONED", name="importstate"),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("table", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("decisions", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("applied_at", sa.DateTime(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_run_state"), ["state"], unique=False)

    op.create_table(
        "campaign",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("filiere_slug", sa.String(), nullable=True),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["filiere_slug"], ["filiere.slug"], name=op.f("fk_campaign_filiere_slug_filiere")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_campaign_filiere_slug"), ["filiere_slug"], unique=False
        )

    op.create_table(
        "document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("filiere_slug", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=True),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["filiere_slug"], ["filiere.slug"], name=op.f("fk_document_filiere_slug_filiere")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_document_filiere_slug"), ["filiere_slug"], unique=False
        )

    op.create_table(
        "correction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("structure_id", sa.Uuid(), nullable=False),
        sa.Column(
            "origin", sa.Enum("VISITOR", "LINK", "EDITOR", name="correctionorigin"), nullable=False
        ),
        sa.Column(
            "state",
            sa.Enum("WAITING", "ACCEPTED", "DECLINED", name="correctionstate"),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("editor_id", sa.Uuid(), nullable=True),
        sa.Column("wrong", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("proposed", sa.JSON(), nullable=False),
        sa.Column("current", sa.JSON(), nullable=False),
        sa.Column("decisions", sa.JSON(), nullable=False),
        sa.Column("reply_email", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"], ["structure.id"], name=op.f("fk_correction_structure_id_structure")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correction_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_correction_state"), ["state"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_correction_structure_id"), ["structure_id"], unique=False
        )

    op.create_table(
        "distinct_pair",
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.Column("editor_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["first_id"], ["structure.id"], name=op.f("fk_distinct_pair_first_id_structure")
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["structure.id"], name=op.f("fk_distinct_pair_second_id_structure")
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_distinct_pair")),
    )
    op.create_table(
        "structure_view",
        sa.Column("structure_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_structure_view_structure_id_structure"),
        ),
        sa.PrimaryKeyConstraint("structure_id", "day", name=op.f("pk_structure_view")),
    )
    op.create_table(
        "update_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("structure_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answer", sa.Enum("CONFIRMED", "CHANGED", name="linkanswer"), nullable=True),
        sa.Column("correction_id", sa.Uuid(), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_update_link_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["correction_id"],
            ["correction.id"],
            name=op.f("fk_update_link_correction_id_correction"),
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"], ["structure.id"], name=op.f("fk_update_link_structure_id_structure")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_update_link")),
    )
    with op.batch_alter_table("update_link", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_update_link_campaign_id"), ["campaign_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_update_link_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_update_link_structure_id"), ["structure_id"], unique=False
        )

    with op.batch_alter_table("filiere", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))

    with op.batch_alter_table("filiere_attachment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("since", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.String(), nullable=True))

    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("editor_role", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("editor_filieres", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("batch_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.String(), nullable=True))
        batch_op.create_index(batch_op.f("ix_revision_batch_id"), ["batch_id"], unique=False)

    with op.batch_alter_table("structure", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closures", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("alert_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("presentation_br", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("presentation_en", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("update_email", sa.String(), nullable=True))
        batch_op.add_column(
            sa.Column("do_not_contact", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    with op.batch_alter_table("structure", schema=None) as batch_op:
        batch_op.drop_column("do_not_contact")
        batch_op.drop_column("update_email")
        batch_op.drop_column("presentation_en")
        batch_op.drop_column("presentation_br")
        batch_op.drop_column("alert_until")
        batch_op.drop_column("closures")

    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_batch_id"))
        batch_op.drop_column("reason")
        batch_op.drop_column("batch_id")
        batch_op.drop_column("editor_filieres")
        batch_op.drop_column("editor_role")

    with op.batch_alter_table("filiere_attachment", schema=None) as batch_op:
        batch_op.drop_column("reason")
        batch_op.drop_column("since")

    with op.batch_alter_table("filiere", schema=None) as batch_op:
        batch_op.drop_column("version")

    with op.batch_alter_table("update_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_update_link_structure_id"))
        batch_op.drop_index(batch_op.f("ix_update_link_expires_at"))
        batch_op.drop_index(batch_op.f("ix_update_link_campaign_id"))

    op.drop_table("update_link")
    op.drop_table("structure_view")
    op.drop_table("distinct_pair")
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_correction_structure_id"))
        batch_op.drop_index(batch_op.f("ix_correction_state"))
        batch_op.drop_index(batch_op.f("ix_correction_created_at"))

    op.drop_table("correction")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_filiere_slug"))

    op.drop_table("document")
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_campaign_filiere_slug"))

    op.drop_table("campaign")
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_run_state"))

    op.drop_table("import_run")
    op.drop_table("editing_draft")
