from __future__ import annotations

import logging
import threading
import time

from core import tasks
from core.db import db
from core.errors import Conflict
from roster.models import Post


def finished(name: str) -> tasks.Task:
    """Wait for the task's end."""
    until = time.monotonic() + 10
    while (task := tasks.find(name)) is not None and task.state == "running":
        assert time.monotonic() < until
        time.sleep(0.005)
    assert task is not None
    return task


def test_task_tells_how_far_it_is(app):
    reached, go_on = threading.Event(), threading.Event()

    def work(progress):
        progress(3, 10)
        reached.set()
        go_on.wait(10)
        progress(10, 10)

    assert tasks.start(app, "count", work).state == "running"
    assert reached.wait(10)
    assert tasks.find("count") == tasks.Task("count", "running", 3, 10)
    go_on.set()
    assert finished("count") == tasks.Task("count", "done", 10, 10)


def test_task_already_running_is_not_started_again(app):
    go_on, runs = threading.Event(), []
    for number in range(3):
        tasks.start(app, "count", lambda _progress, number=number: (runs.append(number), go_on.wait(10)))
    go_on.set()
    finished("count")
    assert runs == [0]


def test_finished_task_can_be_started_again(app):
    runs = []
    for number in range(2):
        tasks.start(app, "count", lambda _progress, number=number: runs.append(number))
        finished("count")
    assert runs == [0, 1]


def test_task_of_many_starters_runs_once(app):
    go_on, runs, gate = threading.Event(), [], threading.Barrier(8)

    def starter():
        gate.wait()
        tasks.start(app, "count", lambda _progress: (runs.append(1), go_on.wait(10)))

    threads = [threading.Thread(target=starter) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    go_on.set()
    finished("count")
    assert runs == [1]


def test_failure_is_kept_as_its_code(app):
    def work(_progress):
        raise Conflict("round_counted")

    tasks.start(app, "count", work)
    assert finished("count") == tasks.Task("count", "failed", error_code="round_counted")


def test_failure_nobody_foresaw_is_a_code_and_a_log_line_without_its_text(app, caplog):
    def work(_progress):
        raise ValueError("1234 5678 9012 3456")

    with caplog.at_level(logging.ERROR):
        tasks.start(app, "count", work)
        assert finished("count") == tasks.Task("count", "failed", error_code="task_failed")
    assert [record.getMessage() for record in caplog.records] == ["task count failed: ValueError"]


def test_task_has_the_apps_context_and_its_own_session(app):
    names = []

    def work(_progress):
        db.session.add(Post(name="村医", name_en="Doctor", rank=1))
        db.session.commit()
        names.extend(db.session.scalars(db.select(Post.name)))

    tasks.start(app, "work", work)
    assert finished("work").state == "done"
    assert names == ["村医"]


def test_tasks_of_another_app_or_name_are_not_found(app, make_app):
    tasks.start(app, "count", lambda _progress: None)
    finished("count")
    assert tasks.find("other") is None
    with make_app().app_context():
        assert tasks.find("count") is None
