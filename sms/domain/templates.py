"""Outgoing texts. Every one carries the signature, makes sense without a link, and says what happens next.

Answers to ballots repeat neither the code nor the grades.
"""

import string
from collections.abc import Mapping
from dataclasses import dataclass

from .reply.form import ReplyForm

SIGNATURE = "直评"


class MissingFieldError(KeyError):
    """A template was filled without one of its placeholders."""


@dataclass(frozen=True)
class Template:
    """A named text with {placeholders}, in one language (`zh` or `en`)."""

    name: str
    language: str
    text: str

    @property
    def fields(self) -> tuple[str, ...]:
        """The placeholders, in the order of the text."""
        return tuple(name for _, name, _, _ in string.Formatter().parse(self.text) if name)

    def fill(self, values: Mapping[str, object] | None = None, signature: str = SIGNATURE) -> str:
        """The text to send, signed. Raises MissingFieldError if a placeholder has no value."""
        given = values or {}
        missing = [name for name in self.fields if name not in given]
        if missing:
            raise MissingFieldError(f"{self.name}: {', '.join(missing)}")
        return f"【{signature}】{self.text.format(**given)}"


_TEXTS: dict[str, tuple[str, str]] = {
    "ballot_cast": (
        "您的票已计入，谢谢您。结果会在村务公开栏公布。",
        "Your vote is counted. Thank you. The result will be on the village notice board.",
    ),
    "code_unusable": (
        "此码不能再用；如果您已投过，您的票已计入。",
        "This code cannot be used any more; if you have voted, your vote is counted.",
    ),
    "slower": (
        "这个号码发来的票码太多不能用，一小时内不再回复。还没用过的票码照样能投；如果您已投过，您的票已计入。",
        "This number sent many codes that cannot be used; for an hour we do not answer such any more. A code that was "
        "not used yet still works; if you have voted, your vote is counted.",
    ),
    "code_mistyped": (
        "票码好像有个数字不对，请对照票条再看一遍，把16位票码和评议一起重发。这条短信没有计入。",
        "One digit of the code seems different. Please look at your slip again and send the 16 digits with your "
        "grades once more. This message was not counted.",
    ),
    "ask_grades": (
        "票码收到。请把票码和评议一起重发，每人一个数字，按顺序：{people}。{keys}。例：票码 {example}",
        "Code received. Please send the code again with one digit for each person, in this order: {people}. "
        "{keys}. Example: code {example}",
    ),
    "ballot_again": (
        "没看明白，这条短信没有计入。请先发16位票码，再按顺序给每人一个数字：{people}。{keys}。",
        "We could not read it, and did not count it. Please send the 16-digit code, then one digit "
        "for each person: {people}. {keys}.",
    ),
    "ask_again": (
        "没看明白。请按顺序给每人打分：{people}。{keys}。例：{example}",
        "We could not read it. Please rate each person in this order: {people}. {keys}. Example: {example}",
    ),
    "ask_missing": (
        "其他的记下了，还差：{people}。请回复编号和分数，例：{example}",
        "The others are noted; still open: {people}. Please reply with number and score, e.g. {example}",
    ),
    "confirm": (
        "您是说：{understood}。对吗？对请回“是”，不对请重发。",
        "Did you mean: {understood}? If so reply YES, otherwise send it again.",
    ),
    "rating_received": ("评价收到，谢谢您。", "Your rating is noted. Thank you."),
    "opinion_received": (
        "您的意见收到了，编号{reference}。有人办理后会给您回信。",
        "We have your opinion, number {reference}. You will hear from us when somebody has dealt with it.",
    ),
    "opinion_again": (
        "请直接写您的意见，前面写村的编号，例：3 村东头路灯不亮。",
        "Please write your opinion, with the number of your village first, e.g. 3 the street lamp is out.",
    ),
    "look_back": (
        "您反映的“{problem}”已办理：{measure}。您满意吗？请回：满意、基本满意或不满意，也可以写原因。",
        "About “{problem}”: {measure}. Are you satisfied? Reply 满意 (yes), 基本满意 (mostly) or 不满意 (no), and why.",
    ),
    "satisfaction_received": ("收到，谢谢您告诉我们。", "Noted. Thank you for telling us."),
    "opt_out_done": (
        "好的，以后不再给您发短信。想恢复请到村委会说一声。",
        "Done: we will send you no more messages. To get them again, tell the village office.",
    ),
    "opt_out_confirm": (
        "已停止给您发短信。您写的评议要不要算？工作人员会看一看再处理。",
        "We have stopped sending messages. A person will look at the rating that came with it.",
    ),
    "round_closed": (
        "这次评议已经结束，您的短信没有计入。结果会在村务公开栏公布。",
        "This evaluation has ended and your message was not counted. The result will be on the village notice board.",
    ),
    "to_a_person": (
        "已转给工作人员，会尽快和您联系。着急请打{phone}。",
        "We have passed it to a person who will contact you. If it is urgent, call {phone}.",
    ),
    "ballot_to_paper": (
        "还是没看明白，这条短信没有计入。请扫票条上的码上网评，或者用纸票；没投过的话，票码还能用。",
        "We still could not read it, and did not count it. Please scan the code on your slip, or use the paper ballot; "
        "if you have not voted yet, your code still works.",
    ),
    "two_codes": (
        "一条短信只能投一张票，这条没有计入。请一个票码发一条：16位票码，再按顺序给每人一个数字。",
        "One message can hold one vote, and this one was not counted. Please send a message for each code: the 16 "
        "digits, then one digit for each person.",
    ),
    "web_or_paper": (
        "这一轮每个人要评好几项，短信评不了。请扫票条上的码上网评，或者用纸票；没投过的话，票码还能用。",
        "This round asks several things about each person, which a text cannot hold. Please scan the code on your "
        "slip, or use the paper ballot; if you have not voted yet, your code still works.",
    ),
    "no_such_village": (
        "没有编号是{number}的村，意见没有登记。请看一看预告上村的编号，再发一次：先写编号，再写意见。",
        "No village has the number {number}, and your opinion was not noted. Please look at the notice and send it "
        "again: the number first, then your text.",
    ),
    "no_opinion_form": (
        "{village}现在不收短信意见，这条没有登记。请到村委会说一声，或者访谈日当面说。",
        "{village} takes no opinions by text at the moment, and this one was not noted. Please tell the village "
        "office, or come to the interview day.",
    ),
    "too_long": (
        "写得太长，没有登记。请分成几条发，每条开头都写村的编号。投票只发16位票码和每人一个数字。",
        "This is too long and was not noted. Please send it in pieces, each with the village number first. To vote, "
        "send only the 16 digits and one digit for each person.",
    ),
    "numbered_part": (
        "您像是把一条短信分成了几条，这一条没有登记。投票请一条发完；提意见，每条开头都写村的编号。",
        "This looks like one part of a longer text, and was not noted. To vote, send it all in one; for an opinion, "
        "write the village number at the front of every part.",
    ),
    "opt_out_beside": (
        "您又写退订又发票码，两样都没有办。要投票，只发票码和每人一个数字；不想收短信，只发TD。",
        "You wrote an opt-out word beside a code, and we did neither. To vote, send only the code and one digit for "
        "each person; to stop messages, send only TD.",
    ),
    "help": (
        "评议：发16位票码，再按顺序给每人一个数字。提意见：发村的编号，再写意见。不想收短信：回TD。",
        "To vote: the 16-digit code, then one digit for each person. Opinion: the village number, then your text. "
        "To stop messages: TD.",
    ),
}

TEMPLATES: dict[tuple[str, str], Template] = {
    (name, language): Template(name, language, text)
    for name, texts in _TEXTS.items()
    for language, text in zip(("zh", "en"), texts, strict=True)
}


def template(name: str, language: str = "zh") -> Template:
    """The text of that name. Raises KeyError for a name or language that does not exist."""
    return TEMPLATES[(name, language)]


def people_line(form: ReplyForm, only: tuple[str, ...] = ()) -> str:
    """The persons with their numbers, as they are listed in a text; `only` some of them."""
    return " ".join(f"{c.number}{c.name}" for c in form.cadres if not only or str(c.number) in only)


def keys_line(form: ReplyForm) -> str:
    """The keys and what they mean: "4优秀 3称职 …"; or the ends of the scale."""
    if form.kind == "rate5" and form.scale:
        return f"{form.scale[1]}分最好，{form.scale[0]}分最差"
    abstain = f" {form.abstain_key}{form.abstain_words[0]}" if form.abstain_key and form.abstain_words else ""
    return " ".join(f"{key}{name}" for key, name in form.keys.items()) + abstain
