"""The audit log in plain words: what each action, subject and detail is called."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l

from core.audit_rows import AuditEntry
from core.i18n import _
from web.messages import SENTENCES, sentence

HASH_SHOWN = 16  # digits of a hash that are enough to compare by eye

ACTIONS = {
    "batch.activated": _l("第二个人启用一批票条"),
    "batch.handed_out": _l("登记发出几张票条"),
    "batch.printed": _l("印一批票条"),
    "batch.voided": _l("作废一批票条"),
    "batch.witnessed": _l("第一个人启用一批票条"),
    "box.counted": _l("计完票，存下结果"),
    "box.opened": _l("两个口令都对，开箱"),
    "box.refused": _l("开箱没有成"),
    "bundle.made": _l("导出重新计票用的包"),
    "bundle.refused": _l("导出重新计票用的包，没有成"),
    "campaign.planned": _l("安排一次访谈活动"),
    "day.cancelled": _l("取消访谈日"),
    "day.changed": _l("改访谈日"),
    "day.planned": _l("安排访谈日"),
    "day.published": _l("发布访谈日预告"),
    "draw.drawn": _l("填抽签号，抽查抽好了"),
    "draw.prepared": _l("定下抽查的名单"),
    "group.added": _l("加一个访谈组"),
    "key.destroyed": _l("第二个人签字，销毁钥匙"),
    "key.destruction_signed": _l("第一个人签字，要销毁钥匙"),
    "key.printed": _l("打印钥匙的备份纸"),
    "key.restored": _l("从备份纸恢复钥匙文件"),
    "key.set": _l("设开箱口令"),
    "objection.answered": _l("答复异议"),
    "objection.recorded": _l("记下异议"),
    "objection.recount_asked": _l("因异议要求重新计票"),
    "objection.recounted": _l("记下重新计票的结果"),
    "opinion.answered": _l("答复意见"),
    "opinion.assigned": _l("交办意见"),
    "questionnaire.opened": _l("开一张征求意见表"),
    "review.checked": _l("核对结果"),
    "review.exported": _l("取走结果的文件"),
    "review.published": _l("公布结果"),
    "review.reopened": _l("重新审核"),
    "review.returned": _l("退回结果"),
    "review.signed": _l("签发结果"),
    "round.field_notes": _l("记下投票时的情况"),
    "round.assembly": _l("记下村民会议的情况"),
    "round.closed": _l("结束一轮投票"),
    "round.opened": _l("开始一轮评议"),
    "selfscore.entered": _l("被评的人写自评"),
    "slip.exchange_refused": _l("换票条没有换成"),
    "slip.exchanged": _l("换一张写坏的票条"),
    "staff.forgotten": _l("从记录里抹去一个人的姓名"),
    "statement.published": _l("把本人说明登出去"),
    "statement.returned": _l("退回本人说明"),
    "statement.written": _l("被评的人写说明"),
}
SUBJECTS = {
    "batch": _l("票条批次"),
    "campaign": _l("访谈活动"),
    "day": _l("一次访谈日"),
    "draw": _l("一次抽查"),
    "holder": _l("一家的钥匙"),
    "opinion": _l("一条意见"),
    "questionnaire": _l("征求意见表"),
    "round": _l("评议轮次"),
    "staff": _l("账号"),
}
DETAILS = {
    "area": _l("地方编号"),
    "ballots": _l("票数"),
    "channel": _l("方式"),
    "day": _l("哪一天"),
    "days": _l("计票后天数"),
    "due": _l("期限"),
    "entries": _l("记录条数"),
    "file": _l("文件"),
    "first": _l("第一天"),
    "given": _l("写了几项"),
    "group": _l("类别序号"),
    "host": _l("由谁主持"),
    "last": _l("最后一天"),
    "late_reason": _l("晚发的原因"),
    "length": _l("字数"),
    "moved": _l("改了时间地点"),
    "note": _l("说明"),
    "number": _l("数目"),
    "objection": _l("异议编号"),
    "outcome": _l("结果"),
    "owner": _l("交给谁"),
    "person": _l("票上第几位"),
    "place": _l("地点"),
    "population": _l("名单指纹"),
    "present": _l("到会"),
    "questionnaire": _l("问卷指纹"),
    "quorum": _l("法定人数"),
    "reason": _l("原因"),
    "result": _l("结果指纹"),
    "root": _l("票箱根"),
    "round": _l("评议轮次"),
    "sealed": _l("内容的指纹"),
    "seed": _l("抽签号"),
    "side": _l("哪一家"),
    "size": _l("张数"),
    "source": _l("抽签号的来处"),
    "starts": _l("几点"),
    "units": _l("名单上几个"),
    "village": _l("村编号"),
    "village_id": _l("村编号"),
    "voided": _l("作废张数"),
}
VALUES = {
    True: _l("是"),
    False: _l("不是"),
    "different": _l("不一样"),
    "discipline": _l("纪委"),
    "letter": _l("来信"),
    "meeting": _l("会上"),
    "phone": _l("电话"),
    "same": _l("一样"),
    "supervision": _l("村务监督委员会"),
    "visit": _l("当面"),
}


def action(entry: AuditEntry) -> str:
    """Return what was done."""
    return str(ACTIONS.get(entry.action, entry.action))


def subject(entry: AuditEntry) -> str:
    """Return what it was done to: its kind and its number or name."""
    kind, _colon, name = entry.subject.partition(":")
    return f"{SUBJECTS.get(kind, kind)} {name}"


def details(entry: AuditEntry) -> str:
    """Return figures and reasons in one line."""
    return _("；").join(_details(entry))


def _details(entry: AuditEntry) -> Iterator[str]:
    for name, value in entry.details.items():
        yield f"{DETAILS.get(name, name)}{_('：')}{_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, str) and value in SENTENCES:
        return sentence(value)
    if isinstance(value, str | bool) and value in VALUES:
        return str(VALUES[value])
    text = str(value)
    return f"{text[:HASH_SHOWN]}…" if len(text) == 64 and " " not in text else text
