"""What is sent to the database, to compare ways through the program."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from core.db import db


def statements(work: Callable[[], Any]) -> list[str]:
    """Return the statements that `work` sends, without their values."""
    sent: list[str] = []

    def note(_connection: Any, cursor_or_statement: Any, *rest: Any) -> None:
        sent.append(str(rest[0] if rest else cursor_or_statement))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return [re.sub(r"\s+", " ", each) for each in sent]
