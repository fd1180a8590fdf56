"""The county page as an officer opens it: served by the product, read from the database, cold and warm."""

from __future__ import annotations

import http.cookiejar
import re
import tempfile
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import county
from bench.serving import Server, serve
from core.config import Settings
from core.db import db
from web.app import create_app

RUNS = 5
PAGE = "/staff/overview"
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass(frozen=True)
class CountyPage:
    """Seconds of the page and of the server's CPU for it: the first of a new process, and the median of later ones."""

    villages: int
    bytes: int
    cold: float
    cold_cpu: float
    warm: float
    warm_cpu: float


def county_page(townships: int = 27, villages: int = 12, ballots: int = 400) -> CountyPage:
    """Build a county, start the server on it, and open its page; raises RuntimeError where that is not the page."""
    with tempfile.TemporaryDirectory() as folder:
        _build(Path(folder), townships, villages, ballots)
        with serve({"INSTANCE_PATH": folder, "DATABASE_URL": "", "DEMO": "0"}) as server:
            browser = _Browser(server)
            browser.sign_in()
            cold = browser.timed(PAGE)
            warm = [browser.timed(PAGE) for _ in range(RUNS)]
            if f"{townships * villages} / {townships * villages}" not in browser.page:
                raise RuntimeError("not every village stands on the page")
            size = len(browser.page.encode())
    took = [median(part) for part in zip(*warm, strict=True)]
    return CountyPage(townships * villages, size, *cold, *took)


def _build(folder: Path, townships: int, villages: int, ballots: int) -> None:
    app = create_app(Settings(instance_path=str(folder)))
    with app.app_context():
        db.create_all()
        county.build(townships, villages, ballots)
        db.session.remove()
        db.engine.dispose()


class _Browser:
    """A visitor with cookies, on loopback."""

    def __init__(self, server: Server) -> None:
        self._server, self.page = server, ""
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(cookies)

    def sign_in(self) -> None:
        """Sign the county's officer in."""
        self._open("/staff/sign-in")
        token = TOKEN.search(self.page)
        fields = {"login": county.LOGIN, "password": county.PASSWORD, "csrf_token": token[1] if token else ""}
        self._open("/staff/sign-in", urllib.parse.urlencode(fields).encode())

    def timed(self, path: str) -> tuple[float, float]:
        """Open a page; return how long that took, and the server's CPU, in seconds."""
        began, cpu = time.perf_counter(), self._server.cpu_seconds()
        self._open(path)
        return time.perf_counter() - began, self._server.cpu_seconds() - cpu

    def _open(self, path: str, data: bytes | None = None) -> None:
        address = f"http://127.0.0.1:{self._server.port}{path}"
        with self._opener.open(address, data, timeout=120) as answer:
            self.page = answer.read().decode()
