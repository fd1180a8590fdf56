"""After ballots by text nothing readable is left in any file: database, free pages, journal, keys, log."""

from __future__ import annotations

from demo.service.loot import free_pages, steal
from tests.support.burglary import logged
from tests.support.texting import Phone

MARKS = "43421"


def test_ballots_by_text_leave_nothing_readable(app, round_):
    folder = app.extensions["settings"].instance
    numbers = [f"+86139123{each:05}" for each in range(len(round_.codes))]
    with logged(folder / "server.log"):
        for number, code in zip(numbers, round_.codes, strict=True):
            assert len(Phone(app, number).text(f"{code} {MARKS}", sid=f"SM{code}")) == 1
            assert len(Phone(app, number).text(f"{code[:12]} {code[12:]} 说不清", sid=f"SX{code}")) == 1
    copy = steal(folder)
    assert sorted(name for name in copy.files if not name.startswith("keys/")) == ["server.log", "zhiping.db"]
    wanted = [
        *numbers,
        *(number[3:] for number in numbers),
        *round_.codes,
        *(code[:12] for code in round_.codes),
        "说不清",
    ]
    spelled = [form for text in wanted for form in (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"))]
    everything = b"\n".join(copy.files.values())
    assert [form for form in spelled if form in everything] == []
    assert b"SM" + round_.codes[0].encode() not in everything
    size = int.from_bytes(copy.image[16:18])
    # secure_delete writes zeros over what is freed; the first bytes of a free page may name other free pages
    assert [at for at in free_pages(copy.image) if any(copy.image[at + size // 2 : at + size])] == []
