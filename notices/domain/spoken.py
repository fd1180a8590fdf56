"""Chinese numbers and times of day as people say them."""

from __future__ import annotations

from datetime import time

_DIGITS = "零一二三四五六七八九十"


def hour(moment: time) -> str:
    """Return a wall-clock time as it is announced: `上午 9:00`, `下午 2:30`, `晚上 7:00`."""
    parts = ((6, "凌晨"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))
    part = next(name for end, name in parts if moment.hour < end)
    shown = moment.hour if moment.hour <= 12 else moment.hour - 12
    return f"{part} {shown}:{moment:%M}"


def ordinal(number: int) -> str:
    """Return 第一, 第十二 … for 1 to 99."""
    tens, ones = divmod(number, 10)
    if number <= 10:
        return f"第{_DIGITS[number]}"
    return f"第{'' if tens == 1 else _DIGITS[tens]}十{_DIGITS[ones] if ones else ''}"
