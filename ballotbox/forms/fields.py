"""Fields that say in our words what to write, where the library has none of its own or speaks English."""

from __future__ import annotations

from typing import Any, TypeVar

from wtforms import Field
from wtforms.validators import StopValidation

from core.forms import Form

BASIS_LENGTH = 200


def readable(form: Form, field: Field) -> None:
    """Say nothing more where what was typed could not be read."""
    del form
    if field.process_errors:
        raise StopValidation


Said = TypeVar("Said", bound=Field)


def said(field: type[Said], message: Any) -> type[Said]:
    """Return `field` saying `message` where what was typed cannot be read, instead of the library's words."""

    def process_formdata(self: Said, values: list[str]) -> None:
        try:
            field.process_formdata(self, values)
        except ValueError as error:
            raise ValueError(message) from error

    return type(f"Said{field.__name__}", (field,), {"process_formdata": process_formdata})
