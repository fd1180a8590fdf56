"""Web ballot journeys (page + check + cast) beside the two plain loops, in one run."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from ballotbox import service
from bench import box
from bench.load import Client, Journey, run
from bench.serving import serve, serve_plain
from core.config import Settings
from core.db import db, immediate
from web.app import create_app

CLIENTS, THREADS = 64, 32
FIELDS = [(f"g{person}-1", str(grade)) for person, grade in enumerate((4, 3, 4, 2, 1), 1)]


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    per_second: float
    cpu_ms: float  # of the server's processes, per journey
    p99_ms: float
    memory_mb: float
    note: str = ""


def journeys(count: int) -> list[Row]:
    """Measure `count` journeys; raises RuntimeError where a ballot acknowledged is not in the box."""
    with tempfile.TemporaryDirectory() as folder:
        bench = box.make(Path(folder), 2 * count)
        product = _product(bench, count)
        bare = _bare_work(bench, count)
    return [product, _plain(count), bare]


def voter(bench: box.Bench) -> Journey:
    """Return what one voter does: look at the page, check, cast."""
    page = f"/b/{bench.round}"

    async def journey(client: Client, code: str) -> bool:
        fields = [("code", code), *FIELDS]
        seen, _ = await client.get(page)
        checked, _ = await client.post(f"{page}/check", fields)
        cast, _ = await client.post(f"{page}/cast", fields)
        return (seen, checked, cast) == (200, 200, 200)

    return journey


def _product(bench: box.Bench, count: int) -> Row:
    journey = voter(bench)
    with serve(bench.env) as server:
        run(server.port, CLIENTS, bench.codes[: count // 10], journey)  # warm
        before = server.cpu_seconds()
        load = run(server.port, CLIENTS, bench.codes[count // 10 : count], journey)
        cpu, memory = server.cpu_seconds() - before, server.memory_mb()
    in_box, sent = box.sealed(bench), count
    if in_box != sent or load.refused:
        raise RuntimeError(f"{sent} ballots were sent, {load.refused} refused, {in_box} are in the box")
    note = f"{in_box} acknowledged = {in_box} in the box"
    return Row("page + check + cast", *_rates(load.journeys, load.seconds, cpu), load.percentile(0.99), memory, note)


def _plain(count: int) -> Row:
    async def journey(client: Client, code: str) -> bool:
        await client.get("/")
        await client.post("/", [("code", code), *FIELDS])
        await client.post("/", [("code", code), *FIELDS])
        return True

    codes = [f"{number:016}" for number in range(count)]
    with serve_plain("bench.plain:app", THREADS) as server:
        before = server.cpu_seconds()
        load = run(server.port, CLIENTS, codes, journey)
        cpu, memory = server.cpu_seconds() - before, server.memory_mb()
    rates = _rates(load.journeys, load.seconds, cpu)
    return Row("plain loop: three fixed answers", *rates, load.percentile(0.99), memory)


def _bare_work(bench: box.Bench, count: int) -> Row:
    """Seal and one durable transaction, without HTTP, one after the other."""
    app = create_app(Settings(instance_path=bench.env["INSTANCE_PATH"]))
    codes = bench.codes[count : count + min(count, 2_000)]
    with app.app_context():
        began, cpu = time.perf_counter(), time.process_time()
        for code in codes:
            prepared = service.prepare_cast(bench.round, code, (4, 3, 4, 2, 1), 1)
            with immediate(), db.engine.begin() as connection:
                service.cast_in(connection, prepared)
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    return Row("bare work: seal + one durable transaction", *_rates(len(codes), seconds, cpu), 0.0, 0.0)


def _rates(count: int, seconds: float, cpu: float) -> tuple[float, float]:
    return count / seconds, 1000 * cpu / count
