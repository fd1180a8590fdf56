"""What the office notes while people vote."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table('field_note',
    sa.Column('round_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('gatherings', sa.JSON(), nullable=False),
    sa.Column('sheets', sa.JSON(), nullable=False),
    sa.Column('recorded_by', sa.Integer(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['evaluation_round.id'], name=op.f('fk_field_note_round_id')),
    sa.PrimaryKeyConstraint('round_id', name=op.f('pk_field_note'))
    )


def downgrade() -> None:
    """Change them back."""
    op.drop_table('field_note')
