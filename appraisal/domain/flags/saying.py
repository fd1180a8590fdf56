"""The sentences of a flag, filled with its figures and with the names on the ballot."""

from __future__ import annotations

from datetime import datetime

from appraisal.domain.flags.flag import Finding, Subject, Text
from appraisal.domain.flags.words import WORDS, Wording
from appraisal.domain.flags.words_accounting import ACCOUNTING
from appraisal.domain.flags.words_veiled import veiled
from ballotbox.domain.layout import RoundSpec

CHANNELS = {1: Text("网上投的", "by web"), 2: Text("短信投的", "by SMS"), 3: Text("纸票", "on paper")}
OTHERS = {
    "batch": Text("同类人的其他批次", "the group's other batches"),
    "enterer": Text("各类人的票和别人录入的票", "every group's batches and what others typed in"),
}


def wording(code: str) -> Wording:
    """Return the sentences of a flag's code; raises KeyError for an unknown one."""
    return WORDS.get(code) or ACCOUNTING[code]


def said(spec: RoundSpec, finding: Finding, unit: str, least: float | None = None) -> Text:
    """Return the sentence of `finding` with its figures; `unit` as in `Flag`.

    With `least`, the least difference in points that is shown, only that the difference is as large as that.
    """
    subject, template = finding.subject, wording(finding.code).text
    template = template if least is None else veiled(finding.code) or template
    filled = []
    for english, text in enumerate((template.zh, template.en)):
        about = _about(spec, subject, english) | _figures(finding, unit, english)
        about |= {"least": _points(least or 0.0, english), "way": _way(finding, english)}
        sentence = text.format_map(about)
        filled.append(sentence[:1].upper() + sentence[1:])
    return Text(*filled)


def _figures(finding: Finding, unit: str, english: int) -> dict[str, str]:
    relative = finding.code.startswith("means_person")
    write = _relative if relative else _share if unit == "share" else _points if unit == "points" else _whole
    return {"observed": write(finding.observed, english), "expected": write(finding.expected, english)}


def _share(value: float, english: int) -> str:
    return f"{100 * value:.0f}{' %' if english else '%'}"


def _points(value: float, _english: int) -> str:
    return f"{value:.1f}"


def _whole(value: float, _english: int) -> str:
    return f"{value:.0f}"


def _relative(value: float, english: int) -> str:
    size = f"{abs(value):.1f}"
    if english:
        return f"{size} points {'higher' if value >= 0 else 'lower'}"
    return f"{'高' if value >= 0 else '低'}{size}分"


def _way(finding: Finding, english: int) -> str:
    above = finding.observed >= finding.expected
    return ("higher" if above else "lower") if english else ("高" if above else "低")


def _about(spec: RoundSpec, subject: Subject, english: int) -> dict[str, str]:
    about = {"who": _who(subject, english), "groups": _groups(spec, subject, english)}
    people = {person.number: (person.name, person.name_en) for person in spec.persons}
    if subject.person is not None:
        about["person"] = people[subject.person][english]
    if subject.channel is not None:
        about["channel"] = _pick(CHANNELS[subject.channel], english)
    if subject.hour is not None:
        about["hour"] = _hour(datetime.fromisoformat(subject.hour), english)
    if subject.kind in OTHERS:
        about["others"] = _pick(OTHERS[subject.kind], english)
    return about


def _pick(text: Text, english: int) -> str:
    return text.en if english else text.zh


def _who(subject: Subject, english: int) -> str:
    listed = (", " if english else "、").join(map(str, subject.numbers))
    one = len(subject.numbers) == 1
    if subject.kind == "enterer":
        return f"what enterer{'' if one else 's'} {listed} typed in" if english else f"{listed}号录入的票"
    return f"batch{'' if one else 'es'} {listed}" if english else f"第{listed}批"


def _groups(spec: RoundSpec, subject: Subject, english: int) -> str:
    names = {group.key: (group.name, group.name_en) for group in spec.groups}
    return (" and " if english else "和").join(names[key][english] for key in subject.groups)


def _hour(moment: datetime, english: int) -> str:
    return f"{moment:%H:%M on %Y-%m-%d}" if english else f"{moment.month}月{moment.day}日{moment.hour}点"
