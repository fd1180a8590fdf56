"""A digest of each counted round for lists of many: made again by the program, so it begins empty."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table('round_findings',
    sa.Column('review_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('content', sa.String(length=20000), nullable=False),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_round_findings_review_id')),
    sa.PrimaryKeyConstraint('review_id', name=op.f('pk_round_findings'))
    )


def downgrade() -> None:
    """Change them back."""
    op.drop_table('round_findings')
