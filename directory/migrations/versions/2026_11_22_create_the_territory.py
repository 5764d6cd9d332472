"""Create the territory: communes, EPCI, départements, filières."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "departement",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_br", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_departement")),
    )
    op.create_table(
        "epci",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=False),
        sa.Column("nature", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_epci")),
    )
    op.create_table(
        "filiere",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("recognised_on", sa.String(), nullable=True),
        sa.Column("recognition_source", sa.String(), nullable=True),
        sa.Column("carrier", sa.String(), nullable=True),
        sa.Column("governance", sa.String(), nullable=True),
        sa.Column("coordinator_function", sa.String(), nullable=True),
        sa.Column("coordinator_phone", sa.String(), nullable=True),
        sa.Column("coordinator_email", sa.String(), nullable=True),
        sa.Column("professional_line", sa.String(), nullable=True),
        sa.Column("professional_line_hours", sa.String(), nullable=True),
        sa.Column("presentation", sa.String(), nullable=True),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("source_date", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_filiere")),
    )
    op.create_table(
        "commune",
        sa.Column("insee", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_br", sa.String(), nullable=True),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("departement_code", sa.String(), nullable=False),
        sa.Column("epci_code", sa.String(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("area_hectares", sa.Integer(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("position_kind", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["departement_code"],
            ["departement.code"],
            name=op.f("fk_commune_departement_code_departement"),
        ),
        sa.ForeignKeyConstraint(
            ["epci_code"], ["epci.code"], name=op.f("fk_commune_epci_code_epci")
        ),
        sa.PrimaryKeyConstraint("insee", name=op.f("pk_commune")),
    )
    with op.batch_alter_table("commune", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commune_departement_code"), ["departement_code"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_commune_epci_code"), ["epci_code"], unique=False)
    op.create_table(
        "doubtful_attachment",
        sa.Column("insee", sa.String(), nullable=False),
        sa.Column("filiere_slug", sa.String(), nullable=False),
        sa.Column("sector", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["filiere_slug"],
            ["filiere.slug"],
            name=op.f("fk_doubtful_attachment_filiere_slug_filiere"),
        ),
        sa.ForeignKeyConstraint(
            ["insee"], ["commune.insee"], name=op.f("fk_doubtful_attachment_insee_commune")
        ),
        sa.PrimaryKeyConstraint("insee", "filiere_slug", name=op.f("pk_doubtful_attachment")),
    )
    op.create_table(
        "filiere_attachment",
        sa.Column("insee", sa.String(), nullable=False),
        sa.Column("filiere_slug", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column(
            "confidence", sa.Enum("HIGH", "MEDIUM", "LOW", name="confidence"), nullable=False
        ),
        sa.Column("via", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["filiere_slug"],
            ["filiere.slug"],
            name=op.f("fk_filiere_attachment_filiere_slug_filiere"),
        ),
        sa.ForeignKeyConstraint(
            ["insee"], ["commune.insee"], name=op.f("fk_filiere_attachment_insee_commune")
        ),
        sa.PrimaryKeyConstraint("insee", "filiere_slug", name=op.f("pk_filiere_attachment")),
    )
    with op.batch_alter_table("filiere_attachment", schema=None) as batch_op:
        batch_op.create_index("ix_filiere_attachment_filiere_slug", ["filiere_slug"], unique=False)
    op.create_table(
        "former_commune",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("insee_former", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("insee", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["insee"], ["commune.insee"], name=op.f("fk_former_commune_insee_commune")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_commune")),
    )
    with op.batch_alter_table("former_commune", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_former_commune_insee"), ["insee"], unique=False)
    op.create_table(
        "postal_code",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("insee", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["insee"], ["commune.insee"], name=op.f("fk_postal_code_insee_commune")
        ),
        sa.PrimaryKeyConstraint("code", "insee", name=op.f("pk_postal_code")),
    )
    with op.batch_alter_table("postal_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_postal_code_insee"), ["insee"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("postal_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_postal_code_insee"))
    op.drop_table("postal_code")
    with op.batch_alter_table("former_commune", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_former_commune_insee"))
    op.drop_table("former_commune")
    with op.batch_alter_table("filiere_attachment", schema=None) as batch_op:
        batch_op.drop_index("ix_filiere_attachment_filiere_slug")
    op.drop_table("filiere_attachment")
    op.drop_table("doubtful_attachment")
    with op.batch_alter_table("commune", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commune_epci_code"))
        batch_op.drop_index(batch_op.f("ix_commune_departement_code"))
    op.drop_table("commune")
    op.drop_table("filiere")
    op.drop_table("epci")
    op.drop_table("departement")
