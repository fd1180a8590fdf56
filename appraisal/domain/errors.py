"""The one error of this package: counts that cannot be what they say they are."""


class CountsError(ValueError):
    """Counts or settings that do not fit together.

    ``code`` is a stable name that a page translates; the text is for logs and tests.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
