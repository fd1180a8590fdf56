"""Text → answers, with reasons. Nothing outside the grammar of docs/sms-replies.md becomes a rating."""

from .ballot import understand_ballot, understand_unusable
from .codes import CodeFound, find_code
from .form import Cadre, Grade, ReplyForm
from .keywords import keyword, yes_or_no
from .opinion import understand_opinion
from .optout import is_opt_out
from .parts import numbered_part
from .rating import understand_rating
from .redact import redact
from .understood import Understood
from .village import village_opinion

__all__ = [
    "Cadre",
    "CodeFound",
    "Grade",
    "ReplyForm",
    "Understood",
    "find_code",
    "is_opt_out",
    "keyword",
    "numbered_part",
    "redact",
    "understand_ballot",
    "understand_opinion",
    "understand_rating",
    "understand_unusable",
    "village_opinion",
    "yes_or_no",
]
