"""Texts that greet, thank or try the line, and say nothing else."""

import re

from . import words
from .clean import clean

_TRIED = (
    "测试 测试一下 测一下 测试短信 试试 试一下 试一试 TEST TESTING 123 1 喂喂 喂喂喂 在吗 在么 在不在 "
    "有人吗 有人么 有人在吗 你是谁 你是哪位 哪位 谁 什么 什么事 啊 啥 怎么回事 知道 知道了 明白 明白了 了解 行 可以 "
    "HELLO HI "
    "哈 哈哈 呵呵 没有 无 没 没意见 无意见 没有意见 好吧 是 是的 对 对的 OK 帮助 HELP 不知道 不清楚 看着办 随便"
)
_KNOWN = sorted({*words.POLITE, *_TRIED.split()}, key=len, reverse=True)
_SAYS_NOTHING = re.compile(rf"(?>{'|'.join(map(re.escape, _KNOWN))}|[^\w]|_|[0-9])*+")


def says_nothing(text: str) -> bool:
    """Whether the text is empty, punctuation, a number, a greeting, thanks or a test."""
    return bool(_SAYS_NOTHING.fullmatch(clean(text).text))
