"""How often a number was asked again: once with all the help there is, then shorter, and no loop with a machine."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime, timedelta

WINDOW = timedelta(hours=1)
MOST = 10_000  # numbers remembered, in memory alone


class Patience:
    """Unclear messages in a row by hashed number, none of them older than `WINDOW`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: OrderedDict[bytes, tuple[int, datetime]] = OrderedDict()

    def unclear(self, number: bytes, now: datetime) -> int:
        """Note another unclear message and return how many there were in a row."""
        with self._lock:
            count, since = self._seen.pop(number, (0, now))
            if now - since > WINDOW:
                count, since = 0, now
            self._seen[number] = count + 1, since
            if len(self._seen) > MOST:
                self._seen.popitem(last=False)
            return count + 1

    def clear(self, number: bytes) -> None:
        """Forget them: this one was understood."""
        with self._lock:
            self._seen.pop(number, None)
