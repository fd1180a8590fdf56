"""Statements about named persons, all of them, or the rest: "都是5分，除了3号3分"."""

import re
from typing import Literal, NamedTuple

from .reading import Reading, of_everyone
from .tokens import GAP, SAID, Token, Value, said, shape, whole

_J = r"[: ,\n]?"
_CLAUSE = re.compile(
    rf"(?P<rest>R{_J}(?:K{_J})?(?:A{_J})*{SAID})"
    rf"|(?P<all>(?:K{_J})?(?:A{_J})+(?:K{_J})?{SAID})"
    rf"|(?P<except>E{_J}S(?:{_J}O)?(?:{_J}{SAID})?)"
    rf"|(?P<outside>S{_J}O)"
    rf"|(?P<set>S{GAP}?(?:A{_J})*{SAID})"
)
_BETWEEN = re.compile(r"[ \n,、.\-~/;:]?")
_COUNTED = re.compile(r"K[: ]?[0uwz]|[uwz] ?\* ?0|0 ?\* ?[wz]|[uwz][: ]?K")
_AFTERWARDS = re.compile(rf"{SAID}[ ,]?A(?:[ :]?A)*:?")
_GRADE_FIRST = re.compile(rf"[uwz]:?S(?:[ ,、\n]S)*(?:{GAP}?[uwz]:?S(?:[ ,、\n]S)*)*")
_GRADE_COLON = re.compile(r"[uwz]:0(?:[、, ]0)*(?:[ \n,;.、]?[uwz]:0(?:[、, ]0)*)*")
_GROUP = re.compile(r"[uwz][^uwz]*")


class Clause(NamedTuple):
    """One statement: of what kind, about whom, which rating, and how many it says they are."""

    kind: Literal["rest", "all", "except", "outside", "set"]
    people: tuple[int, ...]
    value: Value | None
    persons: int | None


def read_clauses(tokens: list[Token], size: int) -> Reading | None:
    """All statements together; None if one is not understood, or two of them contradict each other."""
    clauses = _clauses(tokens)
    if not clauses or not _in_order(clauses, size):
        return None
    named = _named(clauses)
    if named is None:
        return None
    base = _base(clauses, named, size)
    return None if base is None else base.corrected(Reading({k: v for k, v in named.items() if v}))


def read_same_for_all(tokens: list[Token], size: int) -> Reading | None:
    """ "五个优秀", "优秀x5", "优秀，全部": one rating and everybody's number, nothing else."""
    line = shape(tokens)
    if not _COUNTED.fullmatch(line) and not _AFTERWARDS.fullmatch(line):
        return None
    rated = next((token for token in tokens if token.symbol in "uwz"), tokens[-1])
    if "A" in line:
        return of_everyone(said(next(token for token in tokens if token.symbol in SAID)), size)
    count = next(whole(token) for token in tokens if token is not rated and token.symbol in "K0")
    return Reading(of_everyone(said(rated), size).values) if count == size else None


def read_grade_first(tokens: list[Token], size: int) -> Reading | None:
    """ "优秀：王书记、李主任；称职：张会计": grades first, then those who get them."""
    line = shape(tokens)
    numbers_only = bool(_GRADE_COLON.fullmatch(line))
    if not numbers_only and not _GRADE_FIRST.fullmatch(line):
        return None
    values: dict[int, Value] = {}
    named: list[int] = []
    for match in _GROUP.finditer(line):
        group = tokens[match.start() : match.end()]
        people = [n for token in group[1:] for n in token.numbers or _bare(token)]
        named += people
        values.update(dict.fromkeys(people, said(group[0])))
    complete = sorted(named) == list(range(1, size + 1))
    # "优秀：3" may be how many: bare numbers count as persons only when everybody is there once
    return Reading(values) if len(set(named)) == len(named) and (complete or not numbers_only) else None


def _bare(token: Token) -> tuple[int, ...]:
    return (whole(token),) if token.symbol == "0" else ()


def _clauses(tokens: list[Token]) -> list[Clause]:
    line = shape(tokens)
    found: list[Clause] = []
    at = 0
    while at < len(line):
        match = _CLAUSE.match(line, at)
        if not match or _one_of_many(match, tokens):
            return []
        found.append(_clause(match, tokens[match.start() : match.end()]))
        between = _BETWEEN.match(line, match.end())
        at = between.end() if between else match.end()
    return found


def _one_of_many(match: re.Match[str], tokens: list[Token]) -> bool:
    """ "王书记，都5分" speaks to one person and of all: 都 after a single person is not understood."""
    return match.lastgroup == "set" and "A" in match[0] and len(tokens[match.start()].numbers) < 2


def _clause(match: re.Match[str], tokens: list[Token]) -> Clause:
    value = said(tokens[-1]) if tokens[-1].symbol in SAID else None
    people = next((token.numbers for token in tokens if token.symbol == "S"), ())
    count = next((whole(token) for token in tokens if token.symbol == "K"), None)
    return Clause(match.lastgroup, people, value, count)  # type: ignore[arg-type]  # the groups are the kinds


def _in_order(clauses: list[Clause], size: int) -> bool:
    """One general statement at most, no other before 都, and 除了 only beside a general one."""
    kinds = [clause.kind for clause in clauses]
    general = [clause for clause in clauses if clause.kind in ("all", "rest")]
    if len(general) > 1 or (("except" in kinds or "outside" in kinds) and not general):
        return False
    if "all" in kinds and "set" in kinds[: kinds.index("all")]:
        return False
    return all(clause.persons in (None, size) for clause in clauses if clause.kind == "all")


def _named(clauses: list[Clause]) -> dict[int, Value | None] | None:
    """Person → rating, None for those excepted without one; None altogether if somebody is rated twice."""
    named: dict[int, Value | None] = {}
    for clause in clauses:
        for person in clause.people:
            if named.get(person) is not None or (clause.value is None and person in named):
                return None
            named[person] = clause.value
    return named


def _base(clauses: list[Clause], named: dict[int, Value | None], size: int) -> Reading | None:
    general = next((clause for clause in clauses if clause.kind in ("all", "rest")), None)
    if general is None or general.value is None:
        return Reading({})
    left = set(range(1, size + 1)) - set(named)
    counted = general.kind == "rest" and general.persons is not None
    if (general.kind == "rest" and not named) or (counted and general.persons != len(left)) or not left:
        return None
    everyone = frozenset({general.value})
    return Reading(dict.fromkeys(sorted(left), general.value), everyone)
