"""Open opinions: labels and lists taken apart, numbers redacted, urgent ones flagged; and look-back answers."""

import re

from .clean import clean
from .gate import first_look
from .items import items_of
from .lookback import Satisfied, mentions_satisfaction, satisfaction
from .polite import says_nothing
from .redact import redact
from .understood import Understood, ask_again

_LABEL = re.compile(
    r"\s*(?:(?:我|我们|本人)(?:的|有|要|想|提)?(?:个|条|一个|一条|几点|点)?)?(?:意见|建议|诉求|问题|反映|想法|需求|投诉|举报|反映问题|意见建议|"
    r"意见和建议)(?:是|有|如下|内容)?\s*[:]\s*"
)
_DANGER = re.compile(
    r"打了|打人|打我|挨打|殴打|威胁|报复|砍|要杀|杀人|自杀|不想活|跳楼|跳河|喝农药|着火|失火|起火|漏电|触电|煤气|爆炸|塌|决口|溃|"
    r"强奸|猥亵|家暴|虐待|拐|失踪|溺水|中毒|救命|出人命"
)


def understand_opinion(text: str, lookback_open: bool = False) -> Understood:
    """What a message to the open opinion line means; with an open look-back question, its answer first."""
    looked = first_look(text, bare_parts=True)
    if looked:
        return looked
    answer = satisfaction(text) if lookback_open else None
    if answer:
        return _satisfied(answer)
    if says_nothing(text):
        return ask_again("says_nothing")
    if lookback_open and mentions_satisfaction(text):
        return ask_again("satisfaction_unclear")
    return opinion_of(text)


def _satisfied(answer: Satisfied) -> Understood:
    redacted = redact(answer.reason)
    text, flags = redacted.text or None, _flags(answer.reason, redacted.flags)
    if answer.certain:
        return Understood("satisfaction", "look_back", value=answer.value, text=text, flags=flags)
    return Understood("confirm", "look_back", satisfaction=answer.value, text=text, flags=flags)


def opinion_of(text: str) -> Understood:
    """The opinion in a text that is one: its items, or itself, without numbers that name a person."""
    own = unlabelled(text)
    redacted = redact(own)
    flags = _flags(own, redacted.flags)
    intro, items = items_of(redacted.text)
    if items:
        return Understood("opinion", "list", items=items, text=redacted.text if intro else None, flags=flags)
    return Understood("opinion", "opinion", text=redacted.text, flags=flags)


def unlabelled(text: str) -> str:
    """The text without 意见：, 建议： or the like before it."""
    plain = clean(text)
    label = _LABEL.match(plain.text)
    start = plain.at[label.end()] if label and label.end() < len(plain.at) else 0
    return text[start:].strip()


def _flags(text: str, found: tuple[str, ...]) -> tuple[str, ...] | None:
    danger = ("safety",) if _DANGER.search(clean(text).text) else ()
    return (*danger, *found) or None
