"""Answers to a look-back: 满意, 基本满意 or 不满意, and why."""

import re
from typing import NamedTuple

from .clean import Clean, clean
from .words import POLITE

_OPEN = (
    r"(?:我|我们|我家|俺|咱|本人|对|对此|对这个|这个|这次|处理|办理|整改|解决|结果|情况|工作|的|是|还是|总体|总体上|整体|"
    r"总的来说|总的|回答|表示|觉得|感觉|答复|回复|村里|村委会|评价|选择|选|就是)*"
)
_CLOSE = r"(?:的|了|吧|啊|呀|哈|啦)*"
_VERY = r"(?:很|非常|十分|特别|极其|极|太|极度|相当|完全|根本|一点也|一点都|都|真的|真|挺|还是)?"
_CERTAIN = {
    "不满意": re.compile(rf"{_OPEN}{_VERY}不满意{_CLOSE}"),
    "基本满意": re.compile(rf"{_OPEN}基本上?满意{_CLOSE}"),
    "满意": re.compile(rf"{_OPEN}{_VERY}满意{_CLOSE}"),
}
_DONE = (
    r"解决|修好|办好|弄好|搞好|搞定|处理好|处理|整改|落实|办妥|修通|通水|通电|通路|装好|补上|发下来|到账|清理|拉走|修"
)
_LIKELY = {
    "不满意": re.compile(
        rf"{_OPEN}(?:不太|不怎么|不大|不是很|不是太|不够|不很)满意{_CLOSE}|{_OPEN}{_VERY}不满{_CLOSE}|(?:.{{0,6}}(?:没有?|未|不)(?:给|得到|有|人|见|真正)?"
        rf"(?:{_DONE}|管|办|弄|通|动静|变化|好|用).{{0,3}})|.{{0,4}}(?:老样子|没有?人.{{0,3}}|白说|没结果){_CLOSE}"
    ),
    "基本满意": re.compile(
        rf"{_OPEN}(?:比较|较|还算|还|大致|大体上?|差不多){_CLOSE}满意{_CLOSE}|.{{0,4}}得?(?:还行|还可以)|凑合|马马虎虎"
    ),
    "满意": re.compile(
        rf"[^没未不无还才又快将要会]{{0,8}}(?:{_DONE})(?:了|完了|好了){_CLOSE}|[^没未不无还]{{0,4}}已经?(?:{_DONE})|好了"
    ),
}
# the same sound with another sign, or a slip of one sign
_SLIP = re.compile(rf"{_OPEN}(?P<before>不|基本)?(?:满[义一亿易议益忆异艺医依衣以已宜音]|[慢瞒蛮漫馒埋滿]意){_CLOSE}")
_PIECE = re.compile(r"[^\s,.;:!。、~—–\-]+")
_NAMED = re.compile(r"满意|不满")
_LEAST = 4


class Satisfied(NamedTuple):
    """How satisfied somebody is, the reason given as written, and whether it must be asked back."""

    value: str
    reason: str
    certain: bool


def satisfaction(text: str) -> Satisfied | None:
    """The answer to an open look-back question, or None if the text holds none, or more than one."""
    plain = clean(text)
    pieces = [piece for piece in _PIECE.finditer(plain.text) if piece[0] not in POLITE]
    if not pieces or "?" in plain.text or "吗" in plain.text:
        return None
    return _certain(text, plain, pieces) or _likely(text, plain, pieces)


def mentions_satisfaction(text: str) -> bool:
    """Whether the words of a look-back stand in a text, or too little to be anything else."""
    plain = clean(text).text
    return bool(_NAMED.search(plain)) or sum(char.isalnum() for char in plain) < _LEAST


def _certain(text: str, plain: Clean, pieces: list[re.Match[str]]) -> Satisfied | None:
    named = [piece for piece in pieces if _NAMED.search(piece[0])]
    values = {value for piece in named for value, form in _CERTAIN.items() if form.fullmatch(piece[0])}
    if len(named) != 1 or len(values) != 1:
        return None
    return Satisfied(values.pop(), _others(text, plain, pieces, named[0]), True)


def _likely(text: str, plain: Clean, pieces: list[re.Match[str]]) -> Satisfied | None:
    """ "解决了" sounds satisfied, alone; "没解决" sounds unsatisfied, whatever is said beside it."""
    first = pieces[0]
    slip = _SLIP.fullmatch(first[0])
    if slip and len(pieces) == 1:
        return Satisfied(f"{slip['before'] or ''}满意", "", False)
    for value, form in _LIKELY.items():
        if form.fullmatch(first[0]) and (len(pieces) == 1 or value == "不满意"):
            return Satisfied(value, _others(text, plain, pieces, first), False)
    return None


def _others(text: str, plain: Clean, pieces: list[re.Match[str]], named: re.Match[str]) -> str:
    """What was written beside the answer: behind it, or before it, or all of it."""
    rest = [piece for piece in pieces if piece is not named]
    if not rest:
        return ""
    start, end = rest[0].start(), rest[-1].end()
    return text[plain.at[start] : plain.at[end - 1] + 1]
