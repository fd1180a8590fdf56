"""Text → meaning. Reads the round, the village and its form; writes nothing."""

from __future__ import annotations

from collections.abc import Callable

from ballotbox import queries as box
from ballotbox.domain.errors import RoundClosed
from ballotbox.domain.record import Channel
from ballotbox.domain.rows import BallotForm
from ballotbox.service import prepare_cast
from core import clock
from roster import queries as roster
from sms.domain.reply.ballot import understand_ballot, understand_unusable
from sms.domain.reply.codes import find_code
from sms.domain.reply.form import ReplyForm
from sms.domain.reply.gate import first_look
from sms.domain.reply.opinion import understand_opinion
from sms.domain.reply.understood import Understood
from sms.domain.reply.village import village_opinion
from sms.queries import by_text
from sms.service.asked import how_to_answer, marks_of, reply_form
from sms.service.meaning import Meaning, opinion_for

LONGEST = 1600  # characters: the most a gateway hands on at once, and far above a ballot of forty names

# what a message means on every form, whatever round or village it is for
PLAIN = {
    "opt_out": "opt_out_done",
    "confirm_opt_out": "opt_out_beside",
    "ignore": "ignored",
    "join": "numbered_part",
}
REASONS = {"code_check": "code_mistyped", "code_length": "code_mistyped", "two_codes": "two_codes"}


def meaning_of(text: str, spare: Callable[[], bool] = lambda: False) -> Meaning:
    """Return what a message is to do; never a rating that was not plainly said.

    Where its code was looked up and cannot be used, `spare` is asked whether to refuse it before anything is sealed.
    """
    if len(text) > LONGEST:
        return Meaning("too_long")
    found = find_code(text)
    looked = first_look(text, coded=found is not None and found.code is not None)
    if looked:
        return Meaning(PLAIN.get(looked.action, "help"))  # what is left to ask again has no words in it
    if found is None:
        return _without_code(text)
    if found.code is None:
        return _typo(text)
    return _with_code(text, found.code, spare)


def _without_code(text: str) -> Meaning:
    named = village_opinion(text)
    if named is None:
        return Meaning("help")
    number, words = named
    understood = understand_opinion(words)
    if understood.action in ("ignore", "confirm_opt_out"):
        return Meaning(PLAIN[understood.action])
    if understood.action not in ("opinion", "join"):
        return Meaning("help")
    village = roster.village_by_number(number)
    return opinion_for(village.id, understood) if village else Meaning("no_such_village", {"number": number})


def _typo(text: str) -> Meaning:
    understood = understand_unusable(text)
    if understood.action == "opinion":  # it quotes a code that is none: no round tells the village
        return _without_code(text)
    return Meaning(REASONS.get(understood.reason, "code_mistyped"))


def _with_code(text: str, code: str, spare: Callable[[], bool]) -> Meaning:
    round_id = box.round_of_code(code)
    if round_id is None:
        return _unusable(text, spare)
    form = box.ballot_form(round_id)
    return _for_round(text, form, reply_form(form.spec)) if by_text(form.spec) else Meaning("web_or_paper")


def _unusable(text: str, spare: Callable[[], bool]) -> Meaning:
    """Refuse a code that cannot be used, for whatever reason, by one way that asks nothing more about it.

    With all grades beside it, it is sealed and refused in the transaction, as a code that somebody else was faster
    with: for a round that stands in, since the code's own would tell that it has one.
    """
    if understand_unusable(text).action == "opinion":  # it quotes a code, and may name its village itself
        opinion = _without_code(text)
        if opinion.opinion:
            return opinion
    refused, form = Meaning("code_unusable"), box.some_form()
    if form is None or not by_text(form.spec) or spare():
        return refused
    meaning = _for_round(text, form, reply_form(form.spec))
    return Meaning(meaning.kind, ballot=meaning.ballot) if meaning.ballot else refused


def _for_round(text: str, form: BallotForm, asked: ReplyForm) -> Meaning:
    understood = understand_ballot(text, asked)
    if understood.action == "opinion":
        return opinion_for(box.round_facts(form.public_id).village_id, understood)
    if understood.action in PLAIN:
        return Meaning(PLAIN[understood.action])
    if not form.takes_ballots(clock.now()):
        return Meaning("round_closed")
    if understood.action == "ballot":
        return _ballot(form, understood)
    return Meaning("ask_grades" if understood.action == "ask grades" else "ballot_again", how_to_answer(asked))


def _ballot(form: BallotForm, understood: Understood) -> Meaning:
    marks = marks_of(form.spec, understood.grades or {})
    try:
        ballot = prepare_cast(form.public_id, understood.code or "", marks, Channel.SMS)
    except RoundClosed:
        return Meaning("round_closed")
    done = Meaning("ballot_cast", ballot=ballot)
    if not understood.opinion:
        return done
    beside = opinion_for(box.round_facts(form.public_id).village_id, understood)
    kind = "ballot_and_opinion" if beside.opinion else "ballot_cast"
    return Meaning(kind, beside.blanks, ballot, beside.opinion)
