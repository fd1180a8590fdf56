"""Opt-out words. They count as the whole message only: 退耕还林 and T3路公交 are no opt-outs."""

import re

from .clean import clean

_WORDS = (
    "T TD R N 退订 退订T 退订TD 退订R T退订 TD退订 R退订 N退订 退 取消订阅 拒收 拒收R R拒收 拒绝接收 我要退订 "
    "请退订 要退订 申请退订 退订短信 退订信息 短信退订 取消短信 "
    "STOP STOPALL UNSUBSCRIBE UNSUB CANCEL END QUIT OPTOUT REVOKE"
)
# the instruction copied back: 回T退订, 拒收请回复R
_COPIED = r"(?:拒收|退订)?请?(?:回复?|发送?|编辑|输入)(?:TD|T|R|N|退订)(?:可?以?(?:退订|拒收))?"
_PLAIN = r"请?(?:你们|以后)?(?:不要|别|勿)(?:再|在)?(?:给我|向我)?发(?:送)?(?:短信|信息|消息)?(?:来|给我)?了?"
_ANY = "|".join(sorted(_WORDS.split(), key=len, reverse=True))
# possessive: "退订T退订T…" must not be tried in every way it could be cut
_OPT_OUT = re.compile(rf"(?>{_ANY}|{_COPIED}|{_PLAIN})++")

_NOISE = re.compile(r"[\s.,;:!。、\"'“”‘’()\[\]【】《》<>~—–-]+")
_POLITE = re.compile(r"谢谢您?你?|多谢|您好|你好")
_LONGEST = 800
_LONE = r"(?:退订|取消订阅|拒收|STOP|TD|[TRN])"
_MARK = r"[\s,;:。、!]"
_BESIDE = re.compile(rf"\s*(?:{_LONE}{_MARK}+(?P<after>.+)|(?P<before>.+?){_MARK}+{_LONE}{_MARK}*)", re.S)


def is_opt_out(text: str) -> bool:
    """Whether the whole message asks for no more messages."""
    bare = _NOISE.sub("", clean(text).text)
    return bool(_OPT_OUT.fullmatch(bare) or _OPT_OUT.fullmatch(_POLITE.sub("", bare)))


def beside_opt_out(text: str) -> str | None:
    """What else stands in cleaned text that begins or ends with an opt-out word; None without such a word."""
    match = _BESIDE.fullmatch(text) if len(text) <= _LONGEST else None
    return (match["after"] or match["before"]) if match else None
