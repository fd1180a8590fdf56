"""Single words that steer a conversation: yes and no, help, the language."""

import re
from typing import Literal

from .clean import clean

Keyword = Literal["help", "chinese", "english"]


def _line(words: str) -> list[str]:
    return words.split()


_NOISE = re.compile(r"[\s.,;:!。、~\"'()\[\]【】]+")
# N is an opt-out word, so it never means no
_YES = frozenset(_line("是 是的 对 对的 对了 对啊 没错 正确 确认 确定 好 好的 可以 行 嗯 YES Y OK 是这样 就是这样"))
_NO = frozenset(_line("不是 不是的 不对 不 否 错了 错 不正确 不确认 不行 NO 不是这样"))
_HELP = _line("帮助 求助 怎么回 怎么回复 怎么评 怎么用 怎么弄 不会 不懂 说明 HELP H INFO")
_KEYWORDS: dict[str, Keyword] = {
    **dict.fromkeys(_HELP, "help"),
    **dict.fromkeys(("中文", "汉语", "CHINESE", "ZH"), "chinese"),
    **dict.fromkeys(("英文", "英语", "ENGLISH", "EN"), "english"),
}


def yes_or_no(text: str) -> bool | None:
    """The answer to "did you mean this?": True, False, or None if it is neither."""
    bare = _bare(text)
    return True if bare in _YES else False if bare in _NO else None


def keyword(text: str) -> Keyword | None:
    """The keyword that the whole message is, or None."""
    plain = clean(text).text
    return "help" if plain.strip() in ("?", "??", "???") else _KEYWORDS.get(_bare(text))


def _bare(text: str) -> str:
    return _NOISE.sub("", clean(text).text).rstrip("?")
