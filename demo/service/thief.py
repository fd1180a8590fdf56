"""The thief: eleven ways to join a slip to a grade from stolen files. Tests turn him loose on a leaky box as well.

Each attack says which slips it joins to which ballots, and which grades it can read; `signs` are what it saw that
could give something away with more knowledge.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from ballotbox.domain.codes import parse_code
from ballotbox.domain.errors import CodeTypo
from ballotbox.domain.record import SIZE
from ballotbox.domain.seal import SealError, unseal
from demo.service.loot import MAGIC, Copy, Finding, Loot, Row, before, free_pages, has_row_numbers, rows
from demo.service.sums import by_single_channels, by_single_trays

FIRST_MARK = 29  # docs/ballot-format.md: where the first person's grade stands in a record
TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d")
CODE = re.compile(rb"(?<!\d)(\d{4})[ -]?(\d{4})[ -]?(\d{4})[ -]?(\d{4})(?!\d)")
PHONE = re.compile(rb"(?<![\d.])(?:\+?86)?1[3-9]\d{9}(?!\d)")
Links = dict[bytes, bytes]  # hash of a code → what lies in the box


def read(links: Links, copy: Copy) -> Finding:
    """Read what of the linked needs no key: a record that is not sealed says which round it belongs to."""
    opened = {b"\x01" + row["key16"] for row in rows(copy.image, "evaluation_round")}
    return Finding(links, {slip: ballot[FIRST_MARK] for slip, ballot in links.items() if ballot[:17] in opened})


def by_row_order(loot: Loot) -> Finding:
    """The order of rows, or of bytes in the file, is the order of voting."""
    image = loot.last.image
    ballots = [row["sealed"] for row in rows(image, "ballot")]
    numbered = has_row_numbers(image, "ballot")
    if not numbered:
        ballots.sort(key=image.find)
    found = read(dict(zip(loot.hashes(), ballots, strict=False)), loot.last)
    return Finding(found.links, found.grades, ("ballots are numbered in the order of casting",) if numbered else ())


def _together(old: bytes, new: bytes) -> Iterator[tuple[list[bytes], list[bytes]]]:
    """Yield the slips spent and the ballots added between two states of the database."""
    spent = {row["code_hash"] for row in rows(old, "slip") if row["state"] == "spent"}
    held = Counter(row["sealed"] for row in rows(old, "ballot"))  # open ballots may be alike
    slips = [row["code_hash"] for row in rows(new, "slip") if row["state"] == "spent" and row["code_hash"] not in spent]
    yield slips, list((Counter(row["sealed"] for row in rows(new, "ballot")) - held).elements())


def _joined(states: Sequence[tuple[bytes, bytes]]) -> Links:
    links: Links = {}
    for old, new in states:
        for slips, ballots in _together(old, new):
            if len(slips) == len(ballots) == 1:  # of several in one commit nobody knows which belongs to which
                links[slips[0]] = ballots[0]
    return links


def by_journal(loot: Loot) -> Finding:
    """A journal holds the pages as they were: what changed in one transaction belongs together."""
    kept = loot.last.files.get("zhiping.db-journal", b"")
    left = "zhiping.db-wal" in loot.last.files or bool(kept.strip(b"\0"))
    states = [(before(journal, image), image) for journal, image in loot.journals]
    if kept.strip(b"\0"):
        states.append((before(kept, loot.last.image), loot.last.image))
    found = read(_joined(states), loot.last)
    return Finding(found.links, found.grades, ("a journal was left behind",) if left else ())


def by_copies(loot: Loot) -> Finding:
    """Two copies of the file, one before a cast and one after it: what is new belongs together."""
    return read(_links_of_copies(loot), loot.last)


def _links_of_copies(loot: Loot) -> Links:
    images = [copy.image for copy in loot.copies]
    spares = [c for name, c in loot.last.files.items() if name != "zhiping.db" and c.startswith(MAGIC)]
    images = [*spares, *images]
    return _joined(list(pairwise(images)))


def by_leftovers(loot: Loot) -> Finding:
    """Deleted rows stay in free pages and behind the last row of a page; so may a ballot that was once open."""
    image, marks = loot.last.image, [b"\x01" + row["key16"] for row in rows(loot.last.image, "evaluation_round")]
    size = int.from_bytes(image[16:18])
    pages = [image[at : at + size] for at in free_pages(image)]
    # rows fill a page from its end
    records = [record for page in pages for record in reversed(_records(page, marks))]
    others = [record for content in loot.last.files.values() for record in _records(content, marks)]
    found = read(dict(zip(loot.hashes(), records or others, strict=False)), loot.last)
    return Finding(found.links, found.grades, (f"{len(others)} ballots lie open in the files",) if others else ())


def _records(content: bytes, marks: list[bytes]) -> list[bytes]:
    starts = [at.start() for mark in marks for at in re.finditer(re.escape(mark), content)]
    return [record for at in starts if _is_record(record := content[at : at + SIZE])]


def _is_record(record: bytes) -> bool:
    # the row of the round itself holds its key too
    n = int.from_bytes(record[FIRST_MARK - 2 : FIRST_MARK])
    marks, padding = record[FIRST_MARK : FIRST_MARK + n], record[FIRST_MARK + n :]
    return len(record) == SIZE and 0 < n <= SIZE - FIRST_MARK and not any(padding) and max(marks) in (*range(6), 255)


def by_times(loot: Loot) -> Finding:
    """A time beside a ballot is the time at which somebody was seen to vote, or a slip was spent."""
    ballots, slips = rows(loot.last.image, "ballot"), rows(loot.last.image, "slip")
    spent = {time: row["code_hash"] for row in slips for time in _times(row)}
    spent |= {time: slip for (time, _), slip in zip(loot.seen, loot.hashes(), strict=True)}
    dated = [(time, row["sealed"]) for row in ballots for time in _times(row)]
    found = read({spent[time]: sealed for time, sealed in dated if time in spent}, loot.last)
    return Finding(found.links, found.grades, (f"{len(dated)} times stand beside ballots",) if dated else ())


def _times(row: Row) -> list[str]:
    return [value[:16] for value in row.values() if isinstance(value, str) and TIME.match(value)]


def by_sizes(loot: Loot) -> Finding:
    """A longer grade makes a longer ballot: sizes by how often they come, grades by how often the result has them."""
    links, sealed = _links_of_copies(loot), [len(row["sealed"]) for row in rows(loot.last.image, "ballot")]
    sizes = [size for size, _ in Counter(sealed).most_common()]
    if len(sizes) < 2:
        return Finding(links)
    grades = {slip: 4 - min(sizes.index(len(ballot)), 3) for slip, ballot in links.items() if len(ballot) in sizes}
    return Finding(links, grades, (f"ballots have {len(sizes)} sizes",))


def by_code_key(loot: Loot) -> Finding:
    """The key of the codes gives the slip of everybody whose code is known; does anything lead on to a ballot?"""
    ballots, slips = rows(loot.last.image, "ballot"), {row["code_hash"] for row in rows(loot.last.image, "slip")}
    links = {v: row["sealed"] for row in ballots for v in row.values() if isinstance(v, bytes) and v in slips}
    found = read(links, loot.last)
    return Finding(found.links, found.grades, (f"{len(links)} ballots name their slips",) if links else ())


def by_logs(loot: Loot) -> Finding:
    """Logs, exports and notes beside the database, searched for codes, phone numbers and grades."""
    texts = {
        n: c for n, c in loot.last.files.items() if not n.startswith(("keys/", "zhiping.db")) and MAGIC not in c[:16]
    }
    key_of = dict(zip((code for _, code in loot.seen), loot.hashes(), strict=True))
    codes, grades = 0, {}
    for content in texts.values():
        for match in CODE.finditer(content):
            code = b"".join(match.groups()).decode()
            if not _is_code(code):
                continue
            codes += 1
            after = re.match(rb"\D{1,12}([0-4])", content[match.end() :][:16])
            if after and code in key_of:
                grades[key_of[code]] = int(after[1])
    phones = sum(len(PHONE.findall(content)) for content in texts.values())
    signs = [f"{n} {what} in logs" for n, what in ((codes, "codes"), (phones, "phone numbers")) if n]
    return Finding({}, grades, tuple(signs))


def _is_code(digits: str) -> bool:
    try:
        parse_code(digits)
    except CodeTypo:
        return False
    return True


def by_keys(loot: Loot) -> Finding:
    """Every stolen key file is tried on the ballots."""
    links, keys = _links_of_copies(loot), [key for key in loot.last.keys.values() if len(key) == 32]
    publics = [row["public_key"] for row in rows(loot.last.image, "evaluation_round")]
    box = [row["sealed"] for row in rows(loot.last.image, "ballot")]
    fitting = [
        (public, key) for key in keys for public in publics if any(_opens(public, key, s) for s in box[:1] + box[-1:])
    ]
    opened = {slip: plain for slip, sealed in links.items() for pair in fitting if (plain := _opens(*pair, sealed))}
    signs = ("a key that opens ballots lies among the files",) if fitting else ()
    return Finding(links, read(opened, loot.last).grades, signs)


def _opens(public: bytes, private: bytes, sealed: bytes) -> bytes:
    try:
        return unseal(public, private, sealed)
    except SealError:
        return b""


ATTACKS: dict[str, Callable[[Loot], Finding]] = {
    "row order": by_row_order,
    "journal": by_journal,
    "copies": by_copies,
    "leftovers": by_leftovers,
    "times": by_times,
    "sizes": by_sizes,
    "code key": by_code_key,
    "single tray": by_single_trays,
    "single channel": by_single_channels,
    "logs": by_logs,
    "keys": by_keys,
}
