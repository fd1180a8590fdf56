"""What an answer means to whoever sent a ballot: told from the status and the sentence people read first.

The sentence for a code that cannot be used holds the words of the one for a counted ballot, and every page of the
ballot says 票码: so whole sentences are compared, never parts of them.
"""

from __future__ import annotations

import re
from html import unescape

from sms.domain.templates import template

COUNTED, UNUSABLE, LOOK_AGAIN = "counted", "cannot be used (any more)", "look again at the code"
REFERENCE = "reference given"
PAGES = {
    (200, "您的票已计入"): COUNTED,
    (409, "此码不能再用；如果您已投过，您的票已计入"): UNUSABLE,
    (429, "此码不能再用；如果您已投过，您的票已计入"): UNUSABLE,  # the same, from where much has failed of late
}
TEXTS = {
    template("ballot_cast").fill(): COUNTED,
    template("code_unusable").fill(): UNUSABLE,
    template("code_mistyped").fill(): LOOK_AGAIN,
}
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_SUMMARY = re.compile(r'<div class="error-summary".*?</div>', re.DOTALL)
_PLACE = re.compile(r'href="#([\w-]+)"')
_MESSAGE = re.compile(r"<Message>(.*?)</Message>", re.DOTALL)


def of_page(status: int, page: str) -> str:
    """Return what a page of the ballot means; for one that nobody should get, its status and heading."""
    summary = _SUMMARY.search(page)
    if status == 422 and summary and _PLACE.findall(summary.group()) == ["code"]:
        return LOOK_AGAIN
    heading = _HEADING.search(page)
    said = unescape(heading.group(1).strip()) if heading else ""
    return PAGES.get((status, said)) or f"status {status}: {said}"


def of_message(status: int, answer: str) -> str:
    """Return what the answer to a text message means (TwiML); for any other, its status and beginning."""
    texts = [unescape(text) for text in _MESSAGE.findall(answer)]
    meaning = TEXTS.get(texts[0]) if status == 200 and len(texts) == 1 else None
    return meaning or f"status {status}: {' / '.join(texts)[:60]}"
