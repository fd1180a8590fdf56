"""The base of the office's forms."""

from __future__ import annotations

import re
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict

UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # nobody types them, and PostgreSQL keeps no NUL


class Form(FlaskForm):
    """A form of typed fields alone, without control characters.

    The library would also hand its fields a file or a JSON value sent under their names, and they take that for text.
    """

    class Meta(FlaskForm.Meta):
        """What the library asks of a form."""

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> MultiDict[str, str] | None:  # noqa: ARG002 – its
            """Return what the fields read: what was passed (None: nothing), otherwise what was typed and sent."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            sent = request.form.items(multi=True)
            return MultiDict((name, UNSEEN.sub("", text)) for name, text in sent) if request.method == "POST" else None
