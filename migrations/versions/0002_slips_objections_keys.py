"""Slips handed out and exchanged, objections, minutes of destroyed keys."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

ADDED = (
    ("batch", "handed_out INTEGER", "handed_out BETWEEN 0 AND size"),
    ("batch", "exchanged INTEGER DEFAULT 0 NOT NULL", "exchanged BETWEEN 0 AND size"),
    ("evaluation_round", "objections_until DATE", "objections_until IS NULL OR state = 'counted'"),
    ("evaluation_round", "exchange_failures INTEGER DEFAULT 0 NOT NULL", "exchange_failures >= 0"),
)


def upgrade() -> None:
    """Change the tables."""
    op.create_table('key_minute',
    sa.Column('round_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=True),
    sa.Column('officer_name', sa.String(length=80), nullable=False),
    sa.Column('holder_id', sa.Integer(), nullable=True),
    sa.Column('holder_name', sa.String(length=80), nullable=False),
    sa.Column('copies', sa.String(length=200), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('destroyed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('days', sa.Integer(), nullable=True),
    sa.Column('box_root', sa.String(length=64), nullable=True),
    sa.CheckConstraint('destroyed_at IS NULL OR (officer_id IS NOT NULL AND holder_id IS NOT NULL)', name=op.f('ck_key_minute_both_before_destroyed')),
    sa.CheckConstraint('officer_id <> holder_id', name=op.f('ck_key_minute_two_persons')),
    sa.CheckConstraint('officer_id IS NOT NULL OR holder_id IS NOT NULL', name=op.f('ck_key_minute_somebody')),
    sa.ForeignKeyConstraint(['round_id'], ['evaluation_round.id'], name=op.f('fk_key_minute_round_id')),
    sa.PrimaryKeyConstraint('round_id', name=op.f('pk_key_minute'))
    )
    op.create_table('objection',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('channel', sa.String(length=10), nullable=False),
    sa.Column('text', sa.String(length=500), nullable=False),
    sa.Column('recorded_by', sa.Integer(), nullable=False),
    sa.Column('recount', sa.String(length=10), nullable=False),
    sa.Column('answer', sa.String(length=500), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('answered_by', sa.Integer(), nullable=True),
    sa.CheckConstraint("(answer = '') = (answered_on IS NULL)", name=op.f('ck_objection_answered_on')),
    sa.CheckConstraint("answered_on IS NULL OR recount <> 'asked'", name=op.f('ck_objection_recount_first')),
    sa.CheckConstraint("channel IN ('visit', 'letter', 'phone', 'meeting')", name=op.f('ck_objection_channel')),
    sa.CheckConstraint("recount IN ('none', 'asked', 'same', 'different')", name=op.f('ck_objection_recount')),
    sa.CheckConstraint("text <> ''", name=op.f('ck_objection_text')),
    sa.CheckConstraint('(answered_on IS NULL) = (answered_by IS NULL)', name=op.f('ck_objection_answered_by')),
    sa.ForeignKeyConstraint(['round_id'], ['evaluation_round.id'], name=op.f('fk_objection_round_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_objection'))
    )
    with op.batch_alter_table('objection', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_objection_round_id'), ['round_id'], unique=False)

    # with its CHECK in the column, SQLite needs no copy of the table, which would lose the other CHECKs
    for table, column, check in ADDED:
        name = column.split()[0]
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} CONSTRAINT ck_{table}_{name} CHECK ({check})")


def downgrade() -> None:
    """Change them back."""
    for table, column, _check in ADDED:
        op.drop_column(table, column.split()[0])

    with op.batch_alter_table('objection', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_objection_round_id'))

    op.drop_table('objection')
    op.drop_table('key_minute')
