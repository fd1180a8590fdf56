"""Opinions for a village by its number on the notice: "3 路灯坏了", "3村：…"."""

import re

from .clean import clean

# 3村路灯坏了 needs no gap; a bare number does
_START = re.compile(r"\s*第?(?P<number>[0-9]{1,3})(?:号?村[\s,:;。、.\-]*|[\s,:;。、.\-]+)(?P<text>[^\s].*)", re.S)
# "3 个月没水" counts something and names no village; 路灯 and 路面 are no counts
_COUNTED = re.compile(
    r"个|月|天|年|户|盏|条|次|块|元|点|号|路(?![灯面上边])|组|队|人|家(?!门)|亩|米|公里|名|位|岁|斤|吨|万|千|百|间|栋|层|日|分|小时|周|星期"
)
_NEXT_ITEM = re.compile(r"[\s,;。、]2\s*[.、):]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LEAST = 2


def village_opinion(text: str) -> tuple[int, str] | None:
    """The number of a village and the opinion after it, as written; None if the text does not begin so.

    "3路灯坏了" could be bus 3 or village 3, and "1.修路 2.路灯" is a list: both are None.
    """
    plain = clean(text)
    match = _START.fullmatch(plain.text)
    if not match or len(_CHINESE.findall(match["text"])) < _LEAST:
        return None
    number, said = int(match["number"]), match.start("text")
    named = "村" in plain.text[match.end("number") : said]
    if number == 0 or (not named and _COUNTED.match(match["text"])):
        return None
    if number == 1 and not named and _NEXT_ITEM.search(match["text"]):
        return None
    return number, text[plain.at[said] :].strip()
