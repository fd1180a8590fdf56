"""The meeting of a statutory evaluation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table('assembly',
    sa.Column('round_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('host', sa.String(length=100), nullable=False),
    sa.Column('eligible', sa.Integer(), nullable=False),
    sa.Column('present', sa.Integer(), nullable=False),
    sa.Column('quorum', sa.Boolean(), nullable=False),
    sa.Column('recorded_by', sa.Integer(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("host <> ''", name=op.f('ck_assembly_host')),
    sa.CheckConstraint('present BETWEEN 0 AND eligible', name=op.f('ck_assembly_present')),
    sa.CheckConstraint('eligible > 0', name=op.f('ck_assembly_eligible')),
    sa.ForeignKeyConstraint(['round_id'], ['evaluation_round.id'], name=op.f('fk_assembly_round_id')),
    sa.PrimaryKeyConstraint('round_id', name=op.f('pk_assembly'))
    )


def downgrade() -> None:
    """Change them back."""
    op.drop_table('assembly')
