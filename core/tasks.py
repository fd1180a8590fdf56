"""Work too long for a request: one thread each, in this process, with progress a page can show.

Kept in memory: a restart forgets a task, and what it had not committed never happened.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import Flask

from core.db import db
from core.errors import AppError
from core.memory import of_app, running_app

Progress = Callable[[int, int], None]  # done, total


@dataclass(frozen=True)
class Task:
    """How far a piece of work is; `error_code` says why it failed, in words of web.messages."""

    name: str
    state: str = "running"  # then "done" or "failed"
    done: int = 0
    total: int = 0
    error_code: str | None = None


class Board:
    """The tasks of one app."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tasks: dict[str, Task] = {}

    def begin(self, name: str) -> bool:
        """Put `name` on the board; False where it is already running."""
        with self._lock:
            if name in self._tasks and self._tasks[name].state == "running":
                return False
            self._tasks[name] = Task(name)
            return True

    def change(self, name: str, **changes: object) -> None:
        """Change what the board says of `name`."""
        with self._lock:
            self._tasks[name] = replace(self._tasks[name], **changes)  # type: ignore[arg-type]

    def find(self, name: str) -> Task | None:
        """Return what the board says of `name`."""
        with self._lock:
            return self._tasks.get(name)


def start(app: Flask, name: str, work: Callable[[Progress], object]) -> Task:
    """Run `work(progress)` in a thread with the app's context, unless one of that name still runs."""
    board = of_app(app, "tasks", Board)
    if board.begin(name):
        threading.Thread(target=_run, args=(app, board, name, work), name=name, daemon=True).start()
    return board.find(name) or Task(name)


def find(name: str) -> Task | None:
    """Return the task called `name` of the running app, if this process knows it."""
    return of_app(running_app(), "tasks", Board).find(name)


def _run(app: Flask, board: Board, name: str, work: Callable[[Progress], object]) -> None:
    with app.app_context():
        try:
            work(lambda done, total: board.change(name, done=done, total=total))
        except AppError as error:
            outcome: dict[str, object] = {"state": "failed", "error_code": error.code}
        except Exception as error:
            # the type alone: a message could hold what must not be in a log
            app.logger.error("task %s failed: %s", name, type(error).__name__)
            outcome = {"state": "failed", "error_code": "task_failed"}
        else:
            outcome = {"state": "done"}
        db.session.remove()
        board.change(name, **outcome)
