"""The audit log becomes a Merkle tree: positions, leaves, erasable names, checkpoints."""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import UTC

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

# what was typed freely, and may speak of people: it can be forgotten
PERSONAL = {
    'review.returned': ('reason',),
    'review.reopened': ('reason',),
    'day.changed': ('late_reason',),
    'day.published': ('late_reason',),
    'day.cancelled': ('note',),
    'opinion.assigned': ('owner',),
}


def upgrade() -> None:
    """Change the tables; entries so far become the first leaves, in the order of their ids."""
    op.create_table('audit_checkpoint',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('root', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_checkpoint')),
    sa.UniqueConstraint('name', 'size', name=op.f('uq_audit_checkpoint_name_size'))
    )
    head = op.create_table('audit_head',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('edge', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_audit_head_one')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_head'))
    )
    rows = [as_leaf(position, row) for position, row in enumerate(replaced(old(), new(), 'id'), 1)]
    fill(rows)
    edge = []
    for size, row in enumerate(rows):
        edge = grown(edge, size, row['leaf'])
    if rows:  # an empty log has no end yet, and a copy is loaded into tables without a row
        op.bulk_insert(head, [{'id': 1, 'size': len(rows), 'edge': b''.join(edge)}])


def downgrade() -> None:
    """Change them back; a name that was forgotten stays so."""
    rows = [as_before(row) for row in replaced(new(), old(), 'position')]
    fill(rows)
    if rows and op.get_bind().dialect.name == 'postgresql':
        op.execute(f"SELECT setval(pg_get_serial_sequence('audit_entry', 'id'), {len(rows)})")
    op.drop_table('audit_head')
    op.drop_table('audit_checkpoint')


def old():
    """Return the columns of audit_entry before."""
    return (
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('staff_id', sa.Integer(), nullable=False),
        sa.Column('staff_name', sa.String(length=80), nullable=False),
        sa.Column('action', sa.String(length=80), nullable=False),
        sa.Column('subject', sa.String(length=80), nullable=False),
        sa.Column('details', sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry')),
    )


def new():
    """Return its columns from now on."""
    return (
        sa.Column('position', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('staff_id', sa.Integer(), nullable=False),
        sa.Column('action', sa.String(length=80), nullable=False),
        sa.Column('subject', sa.String(length=80), nullable=False),
        sa.Column('details', sa.JSON(), nullable=False),
        sa.Column('commitment', sa.String(length=64), nullable=False),
        sa.Column('personal', sa.JSON(none_as_null=True), nullable=True),
        sa.Column('salt', sa.LargeBinary(length=32), nullable=True),
        sa.Column('leaf', sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint('(salt IS NULL) = (personal IS NULL)', name=op.f('ck_audit_entry_forgotten')),
        sa.CheckConstraint('position >= 1', name=op.f('ck_audit_entry_position')),
        sa.PrimaryKeyConstraint('position', name=op.f('pk_audit_entry')),
    )


def replaced(before, after, order):
    """Make audit_entry anew with other columns, empty; return what it held."""
    table = sa.table('audit_entry', *columns(before))
    rows = op.get_bind().execute(sa.select(table).order_by(table.c[order])).mappings().all()
    op.drop_table('audit_entry')
    op.create_table('audit_entry', *after)
    return rows


def columns(parts):
    """Return columns without the constraints among them."""
    return [sa.column(part.name, part.type) for part in parts if isinstance(part, sa.Column)]


def fill(rows):
    """Put rows into audit_entry as it is now."""
    if rows:
        kinds = {column.name: column for column in columns((*old(), *new()))}
        op.bulk_insert(sa.table('audit_entry', *(kinds[name] for name in rows[0])), rows)


def as_leaf(position, row):
    """Return an old entry as it is now."""
    hidden = PERSONAL.get(row['action'], ())
    facts = {key: value for key, value in row['details'].items() if key not in hidden}
    personal = {key: row['details'][key] for key in hidden if key in row['details']} | {'name': row['staff_name']}
    salt = secrets.token_bytes(32)
    commitment = hashlib.sha256(salt + canonical(personal)).hexdigest()
    at = row['at'] if row['at'].tzinfo else row['at'].replace(tzinfo=UTC)
    content = {
        'position': position,
        'at': at.astimezone(UTC).isoformat(timespec='microseconds'),
        'staff': row['staff_id'],
        'action': row['action'],
        'subject': row['subject'],
        'details': facts,
        'personal': commitment,
    }
    kept = {name: row[name] for name in ('at', 'staff_id', 'action', 'subject')}
    leaf = hashlib.sha256(b'\x00' + canonical(content)).digest()
    made = {'details': facts, 'commitment': commitment, 'personal': personal, 'salt': salt, 'leaf': leaf}
    return {'position': position, **kept, **made}


def as_before(row):
    """Return an entry as it was before this migration."""
    personal = dict(row['personal'] or {})
    name = personal.pop('name', '')
    kept = {name: row[name] for name in ('at', 'staff_id', 'action', 'subject')}
    return {'id': row['position'], **kept, 'staff_name': name, 'details': row['details'] | personal}


def canonical(value):
    """Return JSON as it is hashed."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(',', ':')).encode()


def grown(edge, size, leaf):
    """Return the roots of the full subtrees once one more leaf was added (RFC 9162, section 2.1)."""
    left = list(edge)
    while size % 2:
        leaf, size = hashlib.sha256(b'\x01' + left.pop() + leaf).digest(), size // 2
    return [*left, leaf]
