"""PostgreSQL's safe settings: acknowledged means on disk, nobody waits for ever, no dead connection is handed out."""

from __future__ import annotations

import logging
import select
from functools import cache
from typing import Any

from sqlalchemy import Dialect, Engine, PoolProxiedConnection, event, make_url
from sqlalchemy.exc import DisconnectionError

from core.errors import Unavailable

# a server that vanished without a word (cable, power) is given up after half a minute, not after two hours
_PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,  # ms
}
_ASK = (
    "SELECT set_config('lock_timeout', %s, false), current_setting('synchronous_commit'), "
    "current_setting('fsync'), current_setting('full_page_writes')"
)
_log = logging.getLogger(__name__)


def connect_args(url: str) -> dict[str, Any]:
    """Return libpq's parameters for connections; what `url` itself says comes first."""
    return {name: value for name, value in _PATIENCE.items() if name not in make_url(url).query}


def keep_safe(engine: Engine, lock_seconds: float) -> None:
    """Hang the safe settings on the engine's connections: who waits `lock_seconds` for a lock is told to try again."""
    event.listen(engine, "connect", lambda connection, _: _on_connect(connection, f"{int(lock_seconds * 1000)}ms"))
    event.listen(engine, "checkout", _on_checkout)
    _forgive_rollbacks(engine.dialect)


def _forgive_rollbacks(dialect: Dialect) -> None:
    # a request that is done gives its connection back by a rollback: where the server is gone nothing is left to undo,
    # and the answer, which may say that a ballot counts, must get out
    undo = dialect.do_rollback

    def do_rollback(connection: PoolProxiedConnection) -> None:
        try:
            undo(connection)
        except dialect.loaded_dbapi.Error:
            if not connection.closed:
                raise

    dialect.do_rollback = do_rollback  # type: ignore[assignment, method-assign]  # a method, bound already


def _on_connect(connection: Any, lock_timeout: str) -> None:
    with connection.cursor() as cursor:
        _lock, commits, fsync, whole_pages = cursor.execute(_ASK, (lock_timeout,)).fetchone()
        if commits == "off":  # by the server, the database or the role: a crash loses what was just acknowledged
            cursor.execute("SET synchronous_commit = on")
    connection.commit()
    if fsync == "off":
        connection.close()
        raise Unavailable("database_unsafe")
    if whole_pages == "off":
        _warn_of_torn_pages()


@cache
def _warn_of_torn_pages() -> None:
    _log.warning("PostgreSQL runs with full_page_writes=off: unless its disk never tears a page, set it to on")


def _on_checkout(connection: Any, _record: Any, _fairy: Any) -> None:
    # a healthy connection that nobody uses has nothing to read; the end of one (the server went, or was started
    # again) can be read. Costs a microsecond, a question to the server a hundred
    if connection.closed or _readable(connection.fileno()):
        raise DisconnectionError


def _readable(number: int) -> bool:
    looking = select.poll()
    looking.register(number, select.POLLIN)
    return bool(looking.poll(0))
