"""The spot-check draw: `k` of `n` units by lot, recomputable by anybody who has the seed and the list.

Every unit is ranked by SHA-256 of ``seed|unit`` and the first `k` are drawn: a simple random sample without replacement
as long as nobody could choose the seed knowing the list, or the list knowing the seed. So the list, `k` and where the
seed will come from are fixed first. Method: "ranking by a cryptographic hash", as in risk-limiting audits (Rivest,
"Consistent sampling with replacement", 2018; Stark's SHA-256 sampler).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum

from core.errors import Conflict, InvalidInput

SEED_LENGTHS = (4, 100)
MOST_UNITS = 20_000
WORDS_LENGTH = 300  # of where the seed comes from, and of why there is a draw
_SEED = re.compile(r"[0-9A-Za-z]+(?:[ .-][0-9A-Za-z]+)*")


class Kind(StrEnum):
    """What is drawn."""

    ROUNDS = "rounds"  # villages, by their newest counted round: gone to and checked on the spot
    LINES = "lines"  # lines of the sheet on which one group of one round signed for its slips


def rank(seed: str, unit: str) -> str:
    """Return the place of a unit in the lot: SHA-256 of ``seed|unit`` in UTF-8, in hexadecimal."""
    return hashlib.sha256(f"{seed}|{unit}".encode()).hexdigest()


def draw(seed: str, population: Iterable[str], k: int) -> tuple[str, ...]:
    """Return the `k` units of lowest rank, in that order; the order of `population` does not matter."""
    return tuple(sorted(population, key=lambda unit: rank(seed, unit))[:k])


def population_text(population: Iterable[str]) -> str:
    """Return the list as it is kept, downloaded and hashed: one unit a line, sorted, the last line ended too."""
    return "".join(f"{unit}\n" for unit in sorted(population))


def population_hash(text: str) -> str:
    """Return the SHA-256 of `population_text`, as `sha256sum` prints it."""
    return hashlib.sha256(text.encode()).hexdigest()


def commands(name: str, seed: str | None, k: int) -> tuple[str, ...]:
    """Return the commands for a shell with which anybody checks a draw: the list's hash, and the units in their order.

    `name` is the draw's own, which its list is saved under; without a seed there is the first alone.
    """
    file = f"population-{name}.txt"
    if seed is None:
        return (f"sha256sum {file}",)
    ranked = f"""echo "$(printf '%s|%s' '{seed}' "$u" | sha256sum | cut -c1-64) $u\""""
    # three lines, so that paper breaks none of them at a place where a blank might be meant
    loop = f"while read -r u; do\n  {ranked}\ndone < {file} | LC_ALL=C sort | head -n {k}"
    return (f"sha256sum {file}", loop)


def lines(round_public_id: str, group: str, n: int) -> tuple[str, ...]:
    """Return the names of the lines 1 to `n` of a sign-in sheet; no two sheets share one."""
    return tuple(f"{round_public_id}.{group}.{number:05}" for number in range(1, n + 1))


def line_number(unit: str) -> int:
    """Return the line that a unit of `lines` names."""
    return int(unit.rpartition(".")[2])


def check_size(population: Sequence[str], k: int) -> None:
    """Raise InvalidInput unless `k` of these units can be drawn.

    Codes: ``draw_empty``, ``draw_too_many`` (with `limit`), ``draw_size`` (with `most`).
    """
    n = len(population)
    if n == 0:
        raise InvalidInput("draw_empty", {"k": "draw_empty"})
    if n > MOST_UNITS:
        raise InvalidInput("draw_too_many", {"k": "draw_too_many"}, limit=MOST_UNITS)
    if not 1 <= k <= n:
        raise InvalidInput("draw_size", {"k": "draw_size"}, most=n)


def checked_words(typed: str, field: str) -> str:
    """Return a sentence to keep; raises InvalidInput ``draw_words`` or ``draw_words_long`` (with `limit`)."""
    text = " ".join(typed.split())
    if not text:
        raise InvalidInput("draw_words", {field: "draw_words"})
    if len(text) > WORDS_LENGTH:
        raise InvalidInput("draw_words_long", {field: "draw_words_long"}, limit=WORDS_LENGTH)
    return text


def checked_seed(typed: str) -> str:
    """Return a seed as it is used: blanks single, full-width digits and letters as plain ones.

    Raises InvalidInput ``seed_wrong``: a seed must look the same on every keyboard, so that anybody can type it.
    """
    seed = " ".join(unicodedata.normalize("NFKC", typed).split())
    least, most = SEED_LENGTHS
    if not (least <= len(seed) <= most and _SEED.fullmatch(seed)):
        raise InvalidInput("seed_wrong", {"seed": "seed_wrong"}, least=least, most=most)
    return seed


def guard_unseeded(seed: str | None) -> None:
    """Raise Conflict ``draw_done`` where a draw has its seed: a second one would be choosing."""
    if seed is not None:
        raise Conflict("draw_done")
