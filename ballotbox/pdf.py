"""Printed sheets of the ballot box: code slips, the two notices, and the recovery copy of a round's key."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from flask import current_app
from flask_babel import force_locale

from ballotbox.domain.codes import group
from ballotbox.domain.layout import RoundSpec
from ballotbox.domain.presets import PRESETS
from ballotbox.domain.record import Channel
from ballotbox.domain.rows import RoundFacts
from ballotbox.service import Printed
from core import pdf, qr
from core.canonical import grouped, printed_hash
from core.i18n import format_moment

# What each channel can promise (printed on every slip; the whole of it stands on the promises page)
WEB_PROMISE = "扫码：两位掌钥匙人不联手，谁也看不到您怎么评。"
SMS_PROMISE = "短信：保密，但不匿名，电信公司看得到短信。"
NOT_PROMISED = "别让人盯着您的屏幕，这个我们防不了。"

KINDS = {"survey": "民主评议（调查），不是法定村民会议评议", "statutory": "法定村民会议评议"}
BATCH_KINDS = {"roll": "发给人的", "reserve": "备用"}
HOW_TO_CHECK = (
    "要全部重算：向镇里要 recount.py，只有一个文件，不用装别的。"
    "python3 recount.py check 后面写上公告、票箱、结果几个文件，"
    "再用 --opening 和 --closing 写上纸上的指纹（前 16 位就够）。",
    "要查经办人改没改过办事记录：请管理员运行 flask --app wsgi audit verify，后面写上存下的公告文件。",
)


def slips(spec: RoundSpec, group_index: int, printed: Printed) -> bytes:
    """Return the slips of a batch as PDF, six to an A4 sheet; in Chinese, as the township hands them out."""
    preset = PRESETS.get(spec.preset)
    by_sms = preset is not None and Channel.SMS in preset.channels
    address = f"{current_app.config['BASE_URL']}/b/{spec.round}"
    scale = spec.scale
    data = {
        "title": spec.title,
        "group": spec.groups[group_index].name,
        "batch": printed.batch_id,
        "closes": _moment(spec.closes_at),
        "address": address,
        "sms": current_app.extensions["settings"].sms_number if by_sms else None,
        "keys": [[grade.key, grade.name] for grade in scale.grades] + [[scale.abstain_key, scale.abstain_name]],
        "persons": [[person.number, person.name] for person in spec.persons],
        "promises": [WEB_PROMISE, SMS_PROMISE, NOT_PROMISED] if by_sms else [WEB_PROMISE, NOT_PROMISED],
        "slips": [{"code": group(code), "qr": qr.svg(f"{address}#{code}")} for code in printed.codes],
    }
    return pdf.render("ballotbox/slips.typ", data)


def recovery(facts: RoundFacts, text: str) -> bytes:
    """Return the recovery copy as PDF: `text` is the wrapped key in checked lines."""
    spec = facts.spec
    data = {
        "title": spec.title,
        "round": spec.round,
        "opened": _moment(facts.opened_at),
        "fingerprint": facts.key_fingerprint,
        "lines": text.splitlines(),
    }
    return pdf.render("ballotbox/recovery.typ", data)


def opening_notice(text: str, spec: RoundSpec) -> bytes:
    """Return the sheet of an opening notice as PDF; `spec` is the one in its `text`."""
    notice = json.loads(text)
    rows = [
        *_settings(spec),
        ("时间", f"{_noted(notice['opened_at'])} 到 {_noted(notice['closes_at'])}"),
        ("性质", f"{KINDS[spec.kind]}；依据{spec.basis}"),
    ]
    prints = [("题目、名单、等次的指纹", grouped(notice["questionnaire"])), ("票箱锁的指纹", notice["key_fingerprint"])]
    batches = {"head": ["批号", "给谁", "哪种", "张数", "票码根"], "rows": _batches(notice, spec, ("kind", "size"))}
    steps = [
        f"打开 {_address(spec)}/opening.json，存成文件。随便用哪台电脑算它的 SHA-256，要和正面的指纹一字不差。",
        "给每一页拍张照片留着。计票以后，截止公告和这一张要对得上，谁也改不了前面的。",
        *HOW_TO_CHECK,
    ]
    note = "扫码看这一轮的进展，结果也在那里公布。"
    return _notice("开始公告", note, text, spec, rows=rows, prints=prints, batches=batches, steps=steps)


def _settings(spec: RoundSpec) -> list[tuple[str, str]]:
    """Return what a round fixed when it opened, as people say it."""
    scale = spec.scale
    items = "、".join(f"{item.name}\u00a0{_share(item.weight)}" for item in spec.items)
    groups = "；".join(f"{group.name} {group.roll} 人，占 {_share(group.weight)}" for group in spec.groups)
    grades = "、".join(f"{grade.name} {grade.score:g} 分" for grade in scale.grades)
    third = "；不称职到三分之一的，另外标出" if spec.one_third_rule else ""
    return [
        ("评谁", "、".join(f"{person.number}\u00a0{person.name}" for person in spec.persons)),
        ("评什么", items if len(spec.items) > 1 else spec.items[0].name),
        ("怎么评", f"{grades}，{scale.abstain_name}不计分"),
        ("谁来评", f"{groups}；一共 {spec.roll} 人"),
        ("门槛", f"{_share(spec.turnout_threshold)} 的人评了才有效{third}"),
    ]


def _share(part: float) -> str:
    return f"{part * 100:.3g}%"


def closing_notice(text: str, spec: RoundSpec) -> bytes:
    """Return the sheet of a closing notice as PDF, read from its `text`."""
    notice = json.loads(text)
    used = notice["spent"] + notice["spent_paper"]
    rows = [
        ("印出的票条", f"{notice['issued']} 张"),
        ("作废的", f"{notice['void']} 张"),
        ("扫码、短信用掉", f"{notice['spent']} 张"),
        ("纸票用掉", f"{notice['spent_paper']} 张"),
        ("票箱里的票", f"{notice['sealed']} 张"),
        ("对账", f"印出 {notice['issued']} ＝ 作废 {notice['void']} ＋ 用掉 {used}"),
        ("投票", f"{_noted(notice['opened_at'])} 到 {_noted(notice['closed_at'])}"),
        ("计票", f"{_noted(notice['counted_at'])}，两家一起开箱"),
    ]
    prints = [
        ("票箱根（所有密封的票）", grouped(notice["box_root"])),
        ("结果的指纹（加盐；结果公布以前就定死）", grouped(notice["commitment"])),
        ("题目、名单、等次的指纹", grouped(notice["questionnaire"])),
        ("票箱锁的指纹", notice["key_fingerprint"]),
    ]
    batches = {"head": ["批号", "给谁", "张数", "纸票根", "票码根"], "rows": _batches(notice, spec, ("size", "stubs"))}
    address = _address(spec)
    steps = [
        f"打开 {address}/closing.json，存成文件。随便用哪台电脑算它的 SHA-256，要和正面的指纹一字不差。",
        f"投过票的：拿回执前 16 位，在 {address} 上查，或者下载全部回执（{address}/box.json）自己找。",
        *HOW_TO_CHECK,
    ]
    note = "结果由纪委两个人审核、签字以后，在这里公布。"
    return _notice("截止公告", note, text, spec, rows=rows, prints=prints, batches=batches, steps=steps)


def _notice(kind: str, note: str, text: str, spec: RoundSpec, **parts: Any) -> bytes:
    audit = json.loads(text).get("audit")
    if audit:
        parts["prints"].append((f"办事记录的总指纹，当时一共 {audit['size']} 条", grouped(audit["root"])))
    data = {
        "stamp": None if parts["batches"]["rows"] else "样张 · 票条启用以后再打印张贴",
        "heading": kind,
        "where": spec.village,
        "title": spec.title,
        "note": note,
        "sha": printed_hash(text),
        "address": _address(spec),
        "qr": qr.svg(_address(spec)),
        **parts,
    }
    return pdf.render("ballotbox/notice.typ", data)


def _batches(notice: dict[str, Any], spec: RoundSpec, names: tuple[str, ...]) -> list[list[str]]:
    return [
        [
            str(line["batch"]),
            spec.groups[line["group"]].name,
            *(BATCH_KINDS.get(line[name], str(line[name])) for name in names),
            grouped(line["code_root"]),
        ]
        for line in notice["batches"]
    ]


def _address(spec: RoundSpec) -> str:
    return f"{current_app.config['BASE_URL']}/r/{spec.round}"


def _noted(moment: str) -> str:
    return _moment(datetime.fromisoformat(moment))


def _moment(moment: datetime) -> str:
    with force_locale("zh"):  # whoever prints it may be reading English
        return format_moment(moment)
