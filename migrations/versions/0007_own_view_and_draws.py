"""What the person evaluated says, and spot-check draws."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table('self_score',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_public_id', sa.String(length=16), nullable=False),
    sa.Column('cadre_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('marks', sa.String(length=100), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("marks <> ''", name=op.f('ck_self_score_marks')),
    sa.ForeignKeyConstraint(['cadre_id'], ['cadre.id'], name=op.f('fk_self_score_cadre_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_self_score_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_self_score')),
    sa.UniqueConstraint('round_public_id', 'cadre_id', name=op.f('uq_self_score_round_public_id_cadre_id'))
    )
    op.create_index(op.f('ix_self_score_cadre_id'), 'self_score', ['cadre_id'], unique=False)
    op.create_table('statement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('cadre_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(length=1000), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('handled_by', sa.Integer(), nullable=True),
    sa.Column('handled_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("state IN ('waiting', 'published', 'returned')", name=op.f('ck_statement_state')),
    sa.CheckConstraint("text <> ''", name=op.f('ck_statement_text')),
    sa.CheckConstraint("(state = 'returned') = (reason <> '')", name=op.f('ck_statement_reason')),
    sa.CheckConstraint("(state = 'waiting') = (handled_by IS NULL)", name=op.f('ck_statement_handled_by')),
    sa.CheckConstraint('(handled_by IS NULL) = (handled_at IS NULL)', name=op.f('ck_statement_handled_at')),
    sa.ForeignKeyConstraint(['review_id'], ['review.id'], name=op.f('fk_statement_review_id')),
    sa.ForeignKeyConstraint(['cadre_id'], ['cadre.id'], name=op.f('fk_statement_cadre_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_statement_staff_id')),
    sa.ForeignKeyConstraint(['handled_by'], ['staff.id'], name=op.f('fk_statement_handled_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_statement')),
    sa.UniqueConstraint('review_id', 'cadre_id', name=op.f('uq_statement_review_id_cadre_id'))
    )
    op.create_index(op.f('ix_statement_cadre_id'), 'statement', ['cadre_id'], unique=False)
    op.create_table('draw',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('round_public_id', sa.String(length=16), nullable=True),
    sa.Column('group_key', sa.String(length=20), nullable=True),
    sa.Column('population', sa.Text(), nullable=False),
    sa.Column('population_hash', sa.String(length=64), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('k', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('prepared_by', sa.Integer(), nullable=False),
    sa.Column('prepared_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seed', sa.String(length=100), nullable=True),
    sa.Column('drawn_by', sa.Integer(), nullable=True),
    sa.Column('drawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("kind IN ('rounds', 'lines')", name=op.f('ck_draw_kind')),
    sa.CheckConstraint("(kind = 'lines') = (round_public_id IS NOT NULL)", name=op.f('ck_draw_round')),
    sa.CheckConstraint("(kind = 'lines') = (group_key IS NOT NULL)", name=op.f('ck_draw_group')),
    sa.CheckConstraint('k BETWEEN 1 AND size', name=op.f('ck_draw_k')),
    sa.CheckConstraint('length(population_hash) = 64', name=op.f('ck_draw_population_hash')),
    sa.CheckConstraint("source <> '' AND reason <> ''", name=op.f('ck_draw_words')),
    sa.CheckConstraint('(seed IS NULL) = (drawn_at IS NULL)', name=op.f('ck_draw_drawn_at')),
    sa.CheckConstraint('(seed IS NULL) = (drawn_by IS NULL)', name=op.f('ck_draw_drawn_by')),
    sa.ForeignKeyConstraint(['prepared_by'], ['staff.id'], name=op.f('fk_draw_prepared_by')),
    sa.ForeignKeyConstraint(['drawn_by'], ['staff.id'], name=op.f('fk_draw_drawn_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draw')),
    sa.UniqueConstraint('public_id', name=op.f('uq_draw_public_id'))
    )


def downgrade() -> None:
    """Change them back."""
    op.drop_table('draw')
    op.drop_index(op.f('ix_statement_cadre_id'), table_name='statement')
    op.drop_table('statement')
    op.drop_index(op.f('ix_self_score_cadre_id'), table_name='self_score')
    op.drop_table('self_score')
