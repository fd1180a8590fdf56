"""Printed sheets of the ballot box: code slips, and the recovery copy of a round's key."""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from flask_babel import force_locale

from ballotbox.domain.codes import group
from ballotbox.domain.layout import RoundSpec
from ballotbox.domain.presets import PRESETS
from ballotbox.domain.record import Channel
from ballotbox.domain.rows import RoundFacts
from ballotbox.service import Printed
from core import pdf, qr
from core.i18n import format_moment

# What each channel can promise (printed on every slip; the whole of it stands on the promises page)
WEB_PROMISE = "扫码：两位掌钥匙人不联手，谁也看不到您怎么评。"
SMS_PROMISE = "短信：保密，但不匿名，电信公司看得到短信。"
NOT_PROMISED = "别让人盯着您的屏幕，这个我们防不了。"


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


def _moment(moment: datetime) -> str:
    with force_locale("zh"):  # whoever prints it may be reading English
        return format_moment(moment)
