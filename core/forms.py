"""The base of the office's forms."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict


class Form(FlaskForm):
    """A form of typed fields alone.

    The library would also hand its fields a file or a JSON value sent under their names, and they take that for text.
    """

    class Meta(FlaskForm.Meta):
        """What the library asks of a form."""

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> MultiDict[str, str] | None:  # noqa: ARG002 – its
            """Return what the fields read: what was passed (None: nothing), otherwise what was typed and sent."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return request.form if request.method == "POST" else None
