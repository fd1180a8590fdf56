"""Start a real server on loopback, measure the CPU and memory of its processes, stop it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.config import ROOT, Settings
from web.serve import server

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A running server: its port, and the process everything hangs under."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """Return user + system CPU time of the server's processes so far."""
        return sum(_cpu(pid) for pid in _tree(self.pid))

    def memory_mb(self) -> float:
        """Return the proportional set size of the server's processes, in MB."""
        return sum(_pss(pid) for pid in _tree(self.pid)) / 1024


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(env: dict[str, str]) -> Iterator[Server]:
    """Run the product as `./run` does, on a port of its own, until the block ends."""
    settings = Settings.from_env({**env, "PORT": str(free_port())})
    with _running(server(settings), int(settings.port), env) as started:
        yield started


@contextmanager
def serve_plain(target: str, threads: int) -> Iterator[Server]:
    """Run the WSGI program `target` (module:app) under the same server until the block ends."""
    port = free_port()
    how = ["--interface", "wsgi", "--workers", "1", "--no-access-log", "--log-level", "error"]
    where = ["--host", "127.0.0.1", "--port", str(port), "--blocking-threads", str(threads)]
    with _running(["granian", *how, *where, "--backpressure", str(threads * 4), target], port, {}) as started:
        yield started


@contextmanager
def _running(command: list[str], port: int, env: dict[str, str]) -> Iterator[Server]:
    process = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, env={**os.environ, **env})
    try:
        _wait_for(port, process)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not answer within 20 s")


def _tree(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(found for child in children for found in _tree(int(child)))]


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
