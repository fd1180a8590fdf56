from __future__ import annotations

import io

import pytest
from flask import Flask
from wtforms import StringField

from core.forms import Form


class Place(Form):
    """One field."""

    place = StringField("地点", default="村委会")


def typed(app: Flask, **request) -> str | None:
    """Return what the form reads of a request."""
    with app.test_request_context(**request):
        return Place(meta={"csrf": False}).place.data


@pytest.mark.parametrize(
    ("request_", "read"),
    [
        ({"method": "POST", "data": {"place": "村口"}}, "村口"),
        ({"method": "POST", "data": {"place": "村\0口\x1b\x7f\r\n1\t2"}}, "村口\r\n1\t2"),
        ({"method": "POST", "data": {"place": (io.BytesIO(b"x"), "x.txt")}}, "村委会"),
        ({"method": "POST", "json": {"place": ["x"]}}, "村委会"),
        ({"method": "GET", "query_string": {"place": "x"}}, "村委会"),
    ],
)
def test_form_reads_what_was_typed_and_nothing_else(app, request_, read):
    assert typed(app, **request_) == read
