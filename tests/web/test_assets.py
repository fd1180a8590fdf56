"""Style sheets and scripts by the door: small on the wire, and kept as long as their address names their content."""

from __future__ import annotations

import gzip

import brotli
import pytest

from core.config import ROOT
from web.pages import asset as address_of
from web.security import A_YEAR

CSS = "/static/css/zhiping.css"
PLAIN = (ROOT / "static" / "css" / "zhiping.css").read_bytes()


@pytest.mark.parametrize(
    ("accepted", "coding", "unpack"),
    [("gzip, deflate, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", None, bytes)],
)
def test_style_sheet_comes_compressed_as_the_browser_can(through, accepted, coding, unpack):
    answer = through.get(CSS, headers={"Accept-Encoding": accepted})
    assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, coding)
    assert (unpack(answer.data), answer.headers["Content-Type"]) == (PLAIN, "text/css; charset=utf-8")
    assert coding is None or len(answer.data) < len(PLAIN) / 3


def test_versioned_address_is_kept_for_a_year_and_others_are_asked_for_again(app, through):
    with app.test_request_context():
        versioned = address_of("css/zhiping.css")
    kept = [through.get(url).headers["Cache-Control"] for url in (versioned, CSS, f"{CSS}?v=", f"{CSS}?v=0000000000")]
    assert kept == [A_YEAR, "no-cache", "no-cache", "no-cache"]


def test_known_file_is_not_sent_again(through):
    tag = through.get(CSS, headers={"Accept-Encoding": "br"}).headers["ETag"]
    again = through.get(CSS, headers={"Accept-Encoding": "br", "If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", ["/static/css/nothing.css", "/static/../wsgi.py", "/static/"])
def test_what_is_no_file_of_ours_is_not_found(through, path):
    assert through.get(path).status_code == 404


def test_ballot_page_with_all_it_needs_is_under_fourteen_kilobytes(through, opened):
    """Product brief, section 8: measured on the wire, with the headers left out."""
    through._check = lambda response: None  # it reads plain pages
    found = [
        through.get(url, headers={"Accept-Encoding": "gzip, br"})
        for url in (opened.url, CSS, "/static/js/ballot.js", "/static/img/seal.svg")
    ]
    assert [answer.status_code for answer in found] == [200] * 4
    assert sum(len(answer.data) for answer in found) < 14 * 1024
