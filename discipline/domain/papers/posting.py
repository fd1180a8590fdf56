"""The sheet of a published bulletin for the notice board, made from its frozen text and nothing else.

Bulletins differ by age, and all are printed: the first have neither `step` nor shares by group and tell every group's
turnout; some say nothing of the rules; some carry the result's hash, others its salted commitment.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from ballotbox.domain.objections import last_day
from core.canonical import grouped
from discipline.domain.papers import numbers, said
from discipline.domain.papers.opening import LOOKS

CHINA = timezone(timedelta(hours=8))  # the country keeps one zone; moments in a bulletin are UTC
NEUTRAL = 1  # the fill of grades joined with their neighbour: that of either would be unfair

Content = dict[str, Any]


def posting(content: Content, sha256: str, address: str) -> dict[str, Any]:
    """Return what the sheet says of the bulletin `content`, whose text has this hash; `address` is its page."""
    names = [grade["name"] for grade in content["grades"]]
    return {
        "village": content["village"],
        "title": content["title"],
        "rows": _rows(content),
        "reached": content["turnout"]["reached"],
        "turnout": _turnout(content["turnout"]),
        "legend": [[name, int(look)] for name, look in zip(names, LOOKS[len(names)], strict=True)],
        "persons": [_person(person, names) for person in content["persons"]],
        "kept": judged(content) + _kept(content["persons"]),
        "came": _came(content["turnout"]),
        "ledger": [[name, content["ledger"][key]] for key, name in said.LEDGER],
        "balanced": not content["ledger"]["problems"],
        "problems": [said.PROBLEMS[code] for code in content["ledger"]["problems"]],
        "signed": [[mark["name"], _moment(mark["at"])] for mark in content["signed_by"]],
        "published": _moment(content["published_at"]),
        "address": address,
        "sha": grouped(sha256),
        "prints": [["这张公告的指纹（SHA-256）", grouped(sha256)], *_prints(content)],
        "steps": _steps(address, _objections_until(content)),
    }


def _kept(persons: list[Content]) -> str:
    """How those who voted are protected, and where the rest stands."""
    words = "不足 5 张的等次和相邻等次合在一起写，保护填票人。"
    if any(person.get("step") for person in persons):
        words += "得分也取整了，投票的人越少，取得越整。"
    return words + ("各类人分别怎么评，扫码看。" if any(person.get("groups") for person in persons) else "")


def _rows(content: Content) -> list[list[str]]:
    grades = "、".join(f"{grade['name']} {grade['points']:g} 分" for grade in content["grades"])
    items = "、".join(zh for zh, _ in content["items"])
    return [
        ["性质", said.KINDS.get(content["kind"], content["kind"])],
        ["依据", content["basis"]],
        ["投票", f"{_moment(content['opened_at'])} 到 {_moment(content['closed_at'])}"],
        ["评什么", f"{items}；{grades}"],
    ]


def _turnout(told: Content) -> str:
    share = numbers.percent(told["share"])
    came = f"{told['returned']} 人投了票，应参加 {told['roll']} 人，参评率 {share}。"
    reached = "达到了，本轮有效。" if told["reached"] else "没有达到，结果只能作参考。"
    return f"{came}门槛是 {numbers.threshold(told['threshold'])}，{reached}"


def _person(person: Content, names: list[str]) -> dict[str, Any]:
    looks = LOOKS[len(names)]
    step = person.get("step")
    return {
        "number": person["number"],
        "name": person["name"],
        "post": person["post"],
        "score": None if person["score"] is None else _stepped(person["score"], step),
        "band": None if person["score"] is None else said.band(person["band"], names),
        "mark": said.mark(person["band"], len(names)),
        "shares": [
            {
                "look": int(looks[cell["first"]]) if cell["first"] == cell["last"] else NEUTRAL,
                "part": cell["percent"] / 100,
                "words": f"{cell['percent']}%",
            }
            for cell in person["shares"]
        ],
        "words": "，".join(f"{said.joined(cell, names)} {cell['percent']}%" for cell in person["shares"]),
        "verdict": verdict(person, names),
        "interval": _interval(person, step),
        "notes": _notes(person),
    }


def verdict(person: Content, names: list[str]) -> str:
    """Return what the rules of the round make of a person, as published; "" where there is nothing to say."""
    if person.get("not_competent"):
        return "▼ 按本轮规则判为不称职。" + _in_a_row(person["in_a_row"])
    if person.get("not_competent") is False and person["band"] and person["band"][1] == len(names) - 1:
        return f"“{names[-1]}”是得分所在的档；按本轮规则没有判为不称职。"
    return f"{names[-1]}票达到了本轮规则定的那一份。" if person.get("one_third") else ""


def _in_a_row(row: Content) -> str:
    n, needed = row["rounds"], row["needed"]
    words = {
        "counting": f"这是连续第 {n} 次；法定评议连续 {needed} 次的，终止职务。",
        "met": f"法定评议已经连续 {n} 次，依法要终止职务，由镇里办理。",
        "met_by_surveys": f"已经连续 {n} 次，但不都是法定评议，不能单凭这个终止职务。",
    }
    return words.get(row["says"], "")


def judged(content: Content) -> str:
    """Return one sentence about all persons where the bulletin says of each what the rules make of the figures."""
    told = [person.get("not_competent") for person in content["persons"]]
    if not content["valid"] or (None in told and True not in told):
        return ""
    found = sum(one is True for one in told)
    return f"按本轮规则，有 {found} 人被判为不称职。" if found else "按本轮规则，没有人被判为不称职。"


def _stepped(value: float, step: float | None) -> str:
    """A score with as many decimals as it was rounded to."""
    return numbers.points(value, 0 if step and step >= 1 else 1)


def _interval(person: Content, step: float | None) -> str:
    if person["score"] is None or person["low"] is None or "census" in person["notes"]:
        return ""
    low, high = _stepped(person["low"], step), _stepped(person["high"], step)
    return f"由来投票的人推算全体，有 95% 的把握：得分在 {low} 到 {high} 之间。"


def _notes(person: Content) -> list[str]:
    found = [said.NOTES[code] for code in person["notes"] if code in said.NOTES]
    if person["shares"] or {"too_few", "alike"} & set(person["notes"]):
        return found
    return ["票太少或太集中，为保护填票人，不公布各等次占比。", *found]


def _came(told: Content) -> dict[str, Any]:
    """Who took part: each group told by itself, the others together."""
    apart = [group for group in told["groups"] if group["returned"] is not None]
    others = [group for group in told["groups"] if group["returned"] is None]
    rows = [_row(group["name"], group["returned"], group["roll"]) for group in apart]
    if others:
        name = "、".join(group["name"] for group in others) + ("合计" if len(others) > 1 else "")
        back = told["returned"] - sum(group["returned"] for group in apart)
        rows.append(_row(name, back, sum(group["roll"] for group in others)))
    return {"rows": rows, "threshold": told["threshold"], "joined": bool(others)}


def _row(name: str, returned: int, roll: int) -> dict[str, Any]:
    return {"name": name, "words": f"{returned} / {roll}", "part": returned / roll if roll else 0.0}


def _prints(content: Content) -> list[list[str]]:
    ties = {"result_sha256": "结果的指纹，两名审核人签字的就是它", "result_commitment": "签了字的结果的指纹，加了盐"}
    tied = [[words, grouped(content[name])] for name, words in ties.items() if content.get(name)]
    return [["票箱根（所有密封的票）", grouped(content["prints"]["box_root"])], *tied]


def _steps(address: str, until: str) -> list[str]:
    return [
        f"查自己的票：拿投票后看到的回执，前 16 位就够，到 {address} 上查。查得到，就是票在箱里，一字没动；"
        "回执看不出您怎么评的。没有手机的，拿着回执到镇里查。",
        f"查这张公告：打开 {address}.json 存成文件，用哪台电脑算它的 SHA-256 都行，要和上面的指纹一字不差。",
        "全部重算：向镇里要 recount.py，只有一个文件，不用装别的。拿它对一对这份公告、开始公告、截止公告和票箱；"
        "要把票一张张重新数，由两名审计人在两位掌钥匙人面前办，谁都可以来看。",
        f"有异议：{until}以前（含当天），到镇里说、打电话、写信都行，不用写名字。",
    ]


def _objections_until(content: Content) -> str:
    """The last day to object, as the page of the bulletin says it: a reader at the wall may have no phone."""
    day = last_day(datetime.fromisoformat(content["published_at"]).astimezone(CHINA).date())
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def _moment(iso: str) -> str:
    return numbers.moment(datetime.fromisoformat(iso).astimezone(CHINA))
