"""The ballot's page on a phone with 2G: how much comes over the wire, and when it can be read."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import CDPSession, sync_playwright

from bench import box
from bench.serving import serve

BITS_PER_SECOND, LATENCY_MS = 250_000, 300  # what the product takes 2G for
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PAINT = "(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null)"
LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"


@dataclass(frozen=True)
class View:
    """A first view without anything kept from before."""

    bytes: int  # on the wire, headers included
    requests: int
    painted_seconds: float
    loaded_seconds: float


def first_view() -> View:
    """Open the ballot's page in Chromium whose network is slowed to 2G."""
    with tempfile.TemporaryDirectory() as folder:
        bench = box.make(Path(folder), 10)
        with serve(bench.env) as server, sync_playwright() as playwright:
            chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
            network = page.context.new_cdp_session(page)
            sizes: list[int] = []
            _slow_down(network, sizes)
            page.goto(f"http://127.0.0.1:{server.port}/b/{bench.round}", wait_until="load")
            page.wait_for_function(f"{PAINT} !== null && {LOADED} > 0")
            painted, loaded = page.evaluate(PAINT), page.evaluate(LOADED)
            browser.close()
    return View(sum(sizes), len(sizes), painted / 1000, loaded / 1000)


def _slow_down(network: CDPSession, sizes: list[int]) -> None:
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    speed = {"downloadThroughput": BITS_PER_SECOND / 8, "uploadThroughput": BITS_PER_SECOND / 8}
    network.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY_MS, **speed})
    network.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
