"""Fixtures that drive Chromium: pages on a live server, and what they may not do meanwhile."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

CHROMIUM = (
    os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PHONE = {"width": 390, "height": 844}
PC = {"width": 1280, "height": 900}
NewPage = Callable[..., Page]


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """Write nothing: pytest's output is for results."""


@dataclass(frozen=True)
class LiveServer:
    """The app of this test behind a real socket."""

    url: str
    app: Flask


@pytest.fixture
def live_server(app: Flask) -> Iterator[LiveServer]:
    """Serve `app` on a free port; addresses printed in QR codes lead there."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    server.daemon_threads = True  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}"
    app.config["BASE_URL"] = url
    yield LiveServer(url, app)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def new_page(browser: Browser, live_server: LiveServer) -> Iterator[NewPage]:
    """Open pages on the live server: `new_page(width=390, height=844, java_script_enabled=False)`.

    Fails the test where a page wrote an error to the console (a CSP violation does) or threw one.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def make(width: int = PC["width"], height: int = PC["height"], **options: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda message: _listen(page, message, complaints))
        return page

    yield make
    for context in contexts:
        context.close()
    assert not complaints, complaints


def _listen(page: Page, message: Any, complaints: list[str]) -> None:
    # a refused form is answered with 422, which Chromium calls a failure to load
    if message.type == "error" and "Failed to load resource" not in message.text:
        complaints.append(f"{page.url}: {message.text}")


@pytest.fixture
def pc_page(new_page: NewPage) -> Page:
    """A page in an office, 1280×900."""
    return new_page(**PC)


@pytest.fixture
def page(pc_page: Page) -> Page:
    """The same as `pc_page`."""
    return pc_page


@pytest.fixture
def browser_page(pc_page: Page) -> Page:
    """The same as `pc_page`."""
    return pc_page


@pytest.fixture
def phone_page(new_page: NewPage) -> Page:
    """A page on a villager's phone, 390×844."""
    return new_page(**PHONE)


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Return what axe finds against WCAG 2.2 AA on a page, one line per rule."""

    def look(page: Page) -> list[str]:
        page.wait_for_load_state()  # a click waits for the answer, not for the page to stand
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]
        return [f"{rule['id']}: {rule['help']} – {[node['html'] for node in rule['nodes'][:3]]}" for rule in found]

    return look
