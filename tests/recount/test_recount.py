"""A whole round by the real services, recounted by recount.py alone."""

from __future__ import annotations

import hashlib
import secrets
import subprocess
import sys

import pytest
from nacl.bindings import crypto_box_seal
from sqlalchemy import delete

import recount
from ballotbox import queries, service
from ballotbox.domain.record import Record
from ballotbox.models import Ballot
from core.audit import entries, standing
from core.audit_rows import AuditCheckpoint
from core.canonical import printed_hash
from core.config import ROOT
from core.db import writing
from core.errors import Conflict, InvalidInput, NotAllowed
from tests.ballotbox.conftest import DISCIPLINE, SUPERVISION


@pytest.mark.parametrize("preset", ["overall", "five_dimensions"])
def test_honest_round_recounts_without_a_difference(counted, audit, preset):
    files = counted(preset=preset)
    opening, closing = printed_hash(files.opening), printed_hash(files.closing)
    assert audit(files, opening=opening, closing=closing) == []
    assert audit(files, "bundle", "bulletin", opening=opening, closing=closing) == []
    assert audit(files, "bulletin", "opening", "closing", "box", mode="check") == []


def test_recount_runs_as_a_program_without_this_installation(counted, tmp_path):
    files = counted(sizes=(12, 11), casts=(3, 2))
    paths = files.write(tmp_path, "bundle", "bulletin")
    command = [sys.executable, "-I", "-S", str(ROOT / "recount.py"), "audit", *map(str, paths)]
    good = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (good.returncode, good.stdout.splitlines()[-1], good.stderr) == (0, "No difference.", "")
    digest = hashlib.sha256(files.closing.encode()).hexdigest()
    bad = subprocess.run([*command, "--closing", digest[::-1]], capture_output=True, text=True, check=False)
    said = "DIFFERENT  closing notice · its SHA-256 is not the printed one"
    assert (bad.returncode, bad.stdout.splitlines()[-1]) == (1, said)


def test_receipt_is_found_by_its_first_digits_and_another_is_not(counted, audit, tmp_path):
    files = counted(sizes=(12, 11), casts=(5, 0))
    mine = files.read("box")["leaves"][2]
    closing, box = map(str, files.write(tmp_path, "closing", "box"))
    assert recount.recount("receipt", [closing, f"{mine[:4]} {mine[4:16]}".upper(), box], {}) == []
    other = "0" * 16
    assert recount.recount("receipt", [closing, other, box], {}) == [f"receipt · {other} is not in the box"]


def test_everything_a_count_rejects_is_rejected_alike(make_box):
    """Paper ballots, blanks and every kind of foreign record: the same counts to the last digit."""
    box = make_box()
    form = queries.ballot_form(box.round)
    good = [Record(form.key16, n % 2, 3, box.batches[n % 2], (4, 255, n % 5, 2, 0), 7 + n % 2) for n in range(40)]
    same = [Record(form.key16, 0, 1, box.batches[0], (4,) * 5)] * 6
    foreign = [
        Record(secrets.token_bytes(16), 0, 1, box.batches[0], (4,) * 5),
        Record(form.key16, 9, 1, box.batches[0], (4,) * 5),
        Record(form.key16, 0, 4, box.batches[0], (4,) * 5),
        Record(form.key16, 1, 1, box.batches[0], (4,) * 5),
        Record(form.key16, 0, 1, box.batches[0], (4,) * 5, 3),
        Record(form.key16, 0, 1, box.batches[0], (4,) * 4),
        Record(form.key16, 0, 1, box.batches[0], (255,) * 5),
    ]
    plains = [record.pack() for record in [*good, *same, *foreign]]
    plains += [b"\2" + plains[0][1:], plains[0][:-1] + b"\1", b"", b"short"]
    sealed = [crypto_box_seal(plain, form.public_key) for plain in plains]
    with writing() as session:
        for each in [*sealed, sealed[0], b"nothing"]:
            session.add(Ballot(round_id=form.round_id, id=secrets.token_bytes(16), sealed=each))
    box.close()
    private = box.key()
    counts = service.count(box.actors["officer1"], box.round, private)
    assert (sum(counts.problems.values()), counts.ballots) == (len(foreign) + 6, 46)
    text = service.bundle(box.actors["officer1"], box.round, DISCIPLINE, SUPERVISION)
    stated = recount.json.loads(text)["counts"]
    spec = recount.json.loads(queries.round_facts(box.round).spec.to_json())
    problems = recount.Counter({"copied": 1, "not_sealed_for_round": 3})
    opened = [recount.open_sealed(each, form.public_key, private) for each in sealed]
    batches = {b: g for g, b in enumerate(box.batches)}
    true = recount.count(spec, form.key16, batches, [p for p in opened if len(p) == 512], problems)
    assert recount.canonical(true | {"hours": []}) == recount.canonical(stated)


def test_bundle_needs_both_passphrases_a_count_and_somebody_outside_the_round(make_box):
    box = make_box(sizes=(3,))
    officer = box.actors["officer1"]
    with pytest.raises(Conflict, match="round_not_counted"):
        service.bundle(officer, box.round, DISCIPLINE, SUPERVISION)
    with pytest.raises(Conflict, match="round_not_counted"):
        queries.closing_notice(box.round)
    box.close()
    box.count()
    with pytest.raises(InvalidInput, match="supervision_passphrase_wrong"):
        service.bundle(officer, box.round, DISCIPLINE, "wrong")
    with pytest.raises(NotAllowed, match="own_round"):
        service.bundle(box.actors["cadre"], box.round, DISCIPLINE, SUPERVISION)
    service.bundle(officer, box.round, DISCIPLINE, SUPERVISION)
    done = [(entry.action, entry.details) for entry in entries(f"round:{box.round}")[:2]]
    assert done == [("bundle.made", {"ballots": 0}), ("bundle.refused", {"reason": "supervision_passphrase_wrong"})]
    queries.salt_path(box.round).unlink()
    with pytest.raises(Conflict, match="salt_lost"):
        queries.closing_notice(box.round)


def test_commands_write_notices_and_a_bundle_once(app, make_box, tmp_path):
    box = make_box(sizes=(3,))
    box.close()
    box.count()
    runner = app.test_cli_runner()
    said = runner.invoke(args=["notice", box.round, "closing"])
    assert said.stdout == queries.closing_notice(box.round)
    assert said.stderr.strip() == f"SHA-256 {printed_hash(said.stdout)}"
    file, first, second = tmp_path / "bundle.json", tmp_path / "1", tmp_path / "2"
    first.write_text(DISCIPLINE + "\n", "utf-8")
    second.write_text(SUPERVISION + "\n", "utf-8")
    order = ["bundle", box.round, str(file), "--login", "officer1"]
    secret = ["--discipline", str(first), "--supervision", str(second)]
    swapped = runner.invoke(args=[*order, "--discipline", str(second), "--supervision", str(first)])
    assert (swapped.exit_code, swapped.stderr.strip()) == (
        1,
        "Error: The two passphrases are the wrong way round: the discipline office's first, then the supervision "
        "committee's.",
    )
    assert not file.exists()
    assert runner.invoke(args=order, input=f"{DISCIPLINE}\n{SUPERVISION}\n").exit_code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    again = runner.invoke(args=[*order, *secret])
    assert (again.exit_code, again.stderr.strip()) == (1, f"Error: {file} is there already and is not overwritten")


def test_notices_keep_their_checkpoint_and_a_log_that_shrank_is_a_difference(counted, audit):
    files = counted(sizes=(12, 11), casts=(3, 2))
    opening, closing = files.read("opening"), files.read("closing")
    log, of = standing(), opening["round"]
    assert (queries.opening_notice(of), queries.closing_notice(of)) == (files.opening, files.closing)
    assert log.size > closing["audit"]["size"] > opening["audit"]["size"] == 9
    closing["audit"]["size"] = opening["audit"]["size"] - 1
    said = audit(files.put(closing=closing), "bulletin", "opening", "closing", mode="check")
    assert said == ["closing notice · the audit log shrank"]


def test_round_older_than_the_tree_has_notices_without_a_checkpoint(counted, audit):
    files = counted(sizes=(12, 11), casts=(3, 2))
    with writing() as session:
        session.execute(delete(AuditCheckpoint))
    opening, closing = files.read("opening"), files.read("closing")
    of = opening.pop("round")
    del opening["audit"], closing["audit"]
    old = files.put(opening={**opening, "round": of}, closing=closing)
    assert (queries.opening_notice(of), queries.closing_notice(of)) == (old.opening, old.closing)
    assert audit(old, "bulletin", "opening", "closing", mode="check") == []


def test_commands_say_in_words_what_they_refuse(app, make_box):
    box = make_box(sizes=(3,))
    runner = app.test_cli_runner()
    said = [runner.invoke(args=["notice", name, "closing"]).stderr.strip() for name in (box.round, "zzzzzzzz")]
    assert said == [
        "Error: This round has not been counted. Come back when the box has been opened and counted.",
        "Error: There is no such evaluation. Check the address, or scan the code on the slip again.",
    ]


def test_notices_are_public_as_they_are_hashed(client, counted):
    files = counted(sizes=(12, 11), casts=(3, 2))
    round_id = files.read("opening")["round"]
    for name in ("opening", "closing", "box"):
        assert client.get(f"/r/{round_id}/{name}.json").text == getattr(files, name)
        assert f"/r/{round_id}/{name}.json" in client.get(f"/r/{round_id}").text


def test_receipts_and_closing_notice_wait_for_the_count(client, make_box):
    box = make_box(sizes=(3,))
    assert client.get(f"/r/{box.round}/opening.json").status_code == 200
    assert [client.get(f"/r/{box.round}/{n}.json").status_code for n in ("closing", "box")] == [409, 409]
