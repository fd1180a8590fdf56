"""What can go wrong with a ballot, as classes a caller tells apart."""

from __future__ import annotations

from core.errors import Conflict, InvalidInput


class CodeTypo(InvalidInput):
    """Not a code: wrong length or check digit. Anybody can compute that, so saying so gives nothing away."""

    def __init__(self, code: str = "code_typo") -> None:
        super().__init__(code, {"code": code})


class CodeUnusable(Conflict):
    """A well-formed code that casts nothing: unknown, spent, void, inert or another round's, all alike."""

    def __init__(self) -> None:
        super().__init__("code_unusable")


class RoundClosed(Conflict):
    """The round takes no more ballots."""

    def __init__(self) -> None:
        super().__init__("round_closed")
