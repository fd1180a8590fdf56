"""Numbered lists in an opinion: "1.修路 2.路灯" is two items, and no ratings."""

import re

_CHINESE = "一二三四五六七八九十"
_RINGS = "①②③④⑤⑥⑦⑧⑨⑩"
_MARK = re.compile(
    rf"[（(]\s*(?P<a>[0-9０-９]{{1,2}}|[{_CHINESE}])\s*[)）]\s*[.、．]?|(?P<b>[{_RINGS}])[.、．]?"
    rf"|(?<![0-9０-９])(?P<c>[0-9０-９]{{1,2}})\s*(?:[.、．)）:：](?![0-9０-９])|\ufe0f?\u20e3)"
    rf"|(?:(?<=[\s,，;；。])|^)(?P<d>[{_CHINESE}])\s*[、.．,，:：]|第(?P<e>[0-9{_CHINESE}])\s*[,，、:：.．是]"
    rf"|(?:(?<=[\s,，;；。])|^)(?P<f>[0-9０-９]{{1,2}})(?![0-9０-９])\s*(?=[\u4e00-\u9fff])(?![个月天年户盏条次块元点号路组队人家亩米公名位岁村日分])"
)
_EDGE = " \t\n\r,，;；。、.．:：!！"


def items_of(text: str) -> tuple[str, tuple[str, ...]]:
    """What stands before the list, and its items; no items unless they are numbered 1, 2 …"""
    marks: list[re.Match[str]] = []
    for mark in _MARK.finditer(text):
        if _number(mark) == len(marks) + 1:
            marks.append(mark)
    if len(marks) < 2:
        return text, ()
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    items = [text[mark.end() : end].strip(_EDGE) for mark, end in zip(marks, ends, strict=True)]
    return (text[: marks[0].start()].strip(_EDGE), tuple(items)) if all(items) else (text, ())


def _number(mark: re.Match[str]) -> int:
    said = next(group for group in mark.groups() if group)
    if said in _RINGS:
        return _RINGS.index(said) + 1
    return _CHINESE.index(said) + 1 if said in _CHINESE else int(said)
