"""What can go wrong, as codes. Only `web.errors` turns a code into a status and a sentence."""

from __future__ import annotations


class AppError(Exception):
    """A use case that could not be carried out; `code` names why, `params` fill the sentence."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class InvalidInput(AppError):
    """What was typed cannot be used; `fields` maps a field's name to its error code."""

    def __init__(self, code: str, fields: dict[str, str] | None = None, **params: object) -> None:
        super().__init__(code, **params)
        self.fields = fields or {}


class NotFound(AppError):
    """Nothing stands at that address."""


class NotAllowed(AppError):
    """This person may not do this here (role, area or conflict of interest)."""


class Conflict(AppError):
    """The thing is not in a state in which this can be done."""


class Unavailable(AppError):
    """The machine cannot answer safely at the moment (database locked or full); nothing was stored."""
