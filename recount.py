#!/usr/bin/env python3
"""Recount a direct evaluation: Python 3.11 and this one file. Formats: docs/recount.md, docs/ballot-format.md.

    python3 recount.py receipt BULLETIN|CLOSING RECEIPT BOX   is my ballot in the box?
    python3 recount.py check FILE...                          bulletin, notices, box: do they agree?
    python3 recount.py audit BUNDLE FILE...                   auditors: open every ballot again, count, compare

`--opening HASH` and `--closing HASH` are what stands on the printed sheets. Exit code 1 where anything differs.
"""

import argparse
import base64
import hashlib
import json
import math
import struct
import sys
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path

# --- X25519 (RFC 7748), XSalsa20-Poly1305 (Bernstein 2011), libsodium's sealed box ---
PRIME = 2**255 - 19
SIGMA = (0x61707865, 0x3320646E, 0x79622D32, 0x6B206574)  # "expand 32-byte k"
COLUMNS = ((0, 4, 8, 12), (5, 9, 13, 1), (10, 14, 2, 6), (15, 3, 7, 11))
ROWS = ((0, 1, 2, 3), (5, 6, 7, 4), (10, 11, 8, 9), (15, 12, 13, 14))
QUARTERS = [((b, a, d, 7), (c, b, a, 9), (d, c, b, 13), (a, d, c, 18)) for a, b, c, d in COLUMNS + ROWS]
STEPS = [step for quarter in QUARTERS for step in quarter] * 10  # of Salsa20's 20 rounds
CHANNELS = ("web", "SMS", "paper")


def x25519(scalar, point):  # scalar × point on Curve25519, both and the result 32 bytes (the Montgomery ladder)
    k = int.from_bytes(scalar, "little") & ~7 & (2**255 - 1) | 2**254
    u = int.from_bytes(point, "little") & (2**255 - 1)
    x2, z2, x3, z3 = 1, 0, u, 1
    for bit in range(254, -1, -1):
        swap = k >> bit & 1
        if swap:
            x2, z2, x3, z3 = x3, z3, x2, z2
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        aa, bb, da, cb = a * a % PRIME, b * b % PRIME, d * a % PRIME, c * b % PRIME
        e = aa - bb
        x3, z3 = (da + cb) ** 2 % PRIME, u * (da - cb) ** 2 % PRIME
        x2, z2 = aa * bb % PRIME, e * (aa + 121665 * e) % PRIME
        if swap:
            x2, z2, x3, z3 = x3, z3, x2, z2
    return (x2 * pow(z2, PRIME - 2, PRIME) % PRIME).to_bytes(32, "little")


def salsa20(key, nonce):
    """Return Salsa20's 16 words of a 32-byte key and 16 bytes of nonce and counter, and those after 20 rounds."""
    k, n = struct.unpack("<8I", key), struct.unpack("<4I", nonce)
    state = [SIGMA[0], *k[:4], SIGMA[1], *n, SIGMA[2], *k[4:], SIGMA[3]]
    x = list(state)
    for into, a, b, left in STEPS:
        total = x[a] + x[b] & 0xFFFFFFFF
        x[into] ^= (total << left | total >> 32 - left) & 0xFFFFFFFF
    return state, x


def hsalsa20(key, nonce):  # a key of 32 bytes derived from a key and 16 bytes
    x = salsa20(key, nonce)[1]
    return struct.pack("<8I", x[0], x[5], x[10], x[15], *x[6:10])


def xsalsa20(key, nonce, length):  # Return `length` bytes of key stream for a nonce of 24 bytes
    inner, stream = hsalsa20(key, nonce[:16]), b""
    for block in range((length + 63) // 64):
        state, x = salsa20(inner, nonce[16:] + block.to_bytes(8, "little"))
        stream += struct.pack("<16I", *(a + b & 0xFFFFFFFF for a, b in zip(state, x)))
    return stream[:length]


def poly1305(key, message):  # the authenticator, 16 bytes (RFC 8439, section 2.5)
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for i in range(0, len(message), 16):
        total = (total + int.from_bytes(message[i : i + 16] + b"\x01", "little")) * r % (2**130 - 5)
    return ((total + int.from_bytes(key[16:32], "little")) % 2**128).to_bytes(16, "little")


def open_sealed(sealed, public, private):
    """Return what a sealed box holds, or None where it was not sealed for this key or was changed."""
    shared = x25519(private, sealed[:32]) if len(sealed) >= 48 else bytes(32)
    if shared == bytes(32):
        return None
    nonce = hashlib.blake2b(sealed[:32] + public, digest_size=24).digest()
    stream = xsalsa20(hsalsa20(shared, bytes(16)), nonce, len(sealed) - 16)
    if poly1305(stream[:32], sealed[48:]) != sealed[32:48]:
        return None
    return bytes(a ^ b for a, b in zip(sealed[48:], stream[32:]))


def leaf_hash(data, prefix=b"\x00"):  # RFC 9162, section 2.1: of a leaf (the receipt); with prefix 1, of a node
    return hashlib.sha256(prefix + data).digest()


def merkle_root(leaves):
    """Return the root over leaf hashes in their order, split at the largest power of two below their number."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256().digest()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return leaf_hash(merkle_root(leaves[:split]) + merkle_root(leaves[split:]), b"\x01")


# --- Counting again (docs/ballot-format.md) ---
def problem_of(plain, round_key, spec, batches):
    """Return why a decrypted record is no ballot of this round, or "" where it is one."""
    group, channel, paper = plain[17], plain[18], plain[18] == 3
    batch, enterer, n = (int.from_bytes(plain[a:b], "big") for a, b in ((19, 23), (23, 27), (27, 29)))
    asked = len(spec["persons"]) * len(spec["items"])
    grades, abstain = (spec["scale"][name] for name in ("grades", "abstain_key"))
    accepted = {abstain, 255 if paper else abstain} | {grade["key"] for grade in grades}
    reasons = {
        "bad_version": plain[0] != 1,
        "other_round": plain[1:17] != round_key,
        "bad_group": group >= len(spec["groups"]),
        "bad_channel": channel not in (1, 2, 3),
        "bad_batch": batches.get(batch, -1) != group,
        "bad_enterer": paper != (enterer > 0),
        "bad_marks": n != asked or not set(plain[29 : 29 + asked]) <= accepted,
        "bad_padding": any(plain[29 + asked :]),
    }
    return next((reason for reason, wrong in reasons.items() if wrong), "")


class Ballot:
    """One valid ballot: where it came from, places of its grades on the scale, composites by person."""

    def __init__(self, plain, spec):
        self.group, self.channel = plain[17], plain[18] - 1
        self.batch, self.enterer = int.from_bytes(plain[19:23], "big"), int.from_bytes(plain[23:27], "big")
        grades, items = spec["scale"]["grades"], spec["items"]
        place = {grade["key"]: k for k, grade in enumerate(grades)}
        place |= {spec["scale"]["abstain_key"]: len(grades), 255: len(grades) + 1}
        self.marks = plain[29 : 29 + len(spec["persons"]) * len(items)]
        self.places = [place[mark] for mark in self.marks]
        self.scores = []
        for first in range(0, len(self.places), len(items)):
            given = self.places[first : first + len(items)]
            complete = max(given) < len(grades)
            value = math.fsum(grades[k]["score"] * i["weight"] for k, i in zip(given, items)) if complete else None
            self.scores.append(None if value is None else round(value * 1e9) / 1e9)


def exact(values):  # an exact sum, rounded to 6 decimals: the order of the ballots does not matter
    return round(math.fsum(values), 6)


def spread(scores, secret=10):
    """Return a histogram of the composites that are complete; of fewer than `secret` only n, Σ and Σ²."""
    histogram = Counter(score for score in scores if score is not None)
    n = sum(histogram.values())
    if n >= secret:
        return {"histogram": [[score, times] for score, times in sorted(histogram.items())]}
    sums = (exact(k * score**power for score, k in histogram.items()) for power in (1, 2))
    return {"moments": [n, *sums]}


def cross(ballots, p, q):  # Return [n, Σp, Σq, Σpq] over the ballots complete on both persons
    pairs = Counter((b.scores[p], b.scores[q]) for b in ballots if None not in (b.scores[p], b.scores[q]))
    rows = [(n, a, b) for (a, b), n in pairs.items()]
    sums = (exact(n * a for n, a, b in rows), exact(n * b for n, a, b in rows), exact(n * a * b for n, a, b in rows))
    return [sum(pairs.values()), *sums]


def tray(ballots, spec):  # what is counted for one batch or one enterer
    items, grades = len(spec["items"]), len(spec["scale"]["grades"])

    def written(marks):
        texts = ["-" if mark == 255 else str(mark) for mark in marks]
        return ("" if items == 1 else " ").join("".join(texts[i : i + items]) for i in range(0, len(texts), items))

    common = sorted(((-n, marks) for marks, n in Counter(b.marks for b in ballots).items() if n >= 5))[:5]
    straight = sum(len(set(b.places)) == 1 and b.places[0] < grades for b in ballots)
    return {
        "n": len(ballots),
        "persons": [spread((b.scores[p] for b in ballots), math.inf)["moments"] for p in range(len(spec["persons"]))],
        "patterns": {written(marks): -n for n, marks in common},
        "straight": straight if len(spec["persons"]) * items > 1 else 0,
    }


def count(spec, round_key, batches, plains, problems):
    """Return all counts of a round but `hours`, which no ballot holds; `problems` gains the rejected ones."""
    reasons = [problem_of(plain, round_key, spec, batches) for plain in plains]
    problems.update(reason for reason in reasons if reason)
    ballots = [Ballot(plain, spec) for plain, reason in zip(plains, reasons) if not reason]
    persons, items, groups = (range(len(spec[name])) for name in ("persons", "items", "groups"))
    width, ways = range(len(spec["scale"]["grades"]) + 2), range(3)
    by_group = [[b for b in ballots if b.group == g] for g in groups]
    seen = Counter((*divmod(at, len(items)), b.group, b.channel, k) for b in ballots for at, k in enumerate(b.places))
    back = Counter((b.group, b.channel) for b in ballots)

    def trays(of):
        return [[at, tray([b for b in ballots if of(b) == at], spec)] for at in sorted({of(b) for b in ballots} - {0})]

    return {
        "cells": [
            [[[[seen[p, i, g, c, k] for k in width] for c in ways] for g in groups] for i in items] for p in persons
        ],
        "returned": [[back[g, c] for c in ways] for g in groups],
        "composite": [[spread(b.scores[p] for b in rows) for rows in by_group] for p in persons],
        "cross": [[p, q, [cross(rows, p, q) for rows in by_group]] for p, q in combinations(persons, 2)],
        "batches": trays(lambda b: b.batch),
        "enterers": trays(lambda b: b.enterer),
        "problems": dict(problems),
    }


def digest(data):  # SHA-256 in hexadecimal
    return hashlib.sha256(data).hexdigest()


def grouped(digits):  # a hash as it is printed
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def canonical(value, *, ascii_only=False):  # JSON as it is hashed: keys sorted, no blanks, UTF-8 (counts: ASCII)
    return json.dumps(value, sort_keys=True, ensure_ascii=ascii_only, separators=(",", ":")).encode()


class Findings(list):
    """Every difference, as a sentence."""

    def same(self, name, stated, true, *, more=True):
        """Note what is stated and must be otherwise, field by field; fields not in `true` only where `more`."""
        if isinstance(stated, dict) and isinstance(true, dict):
            for key in true | (stated if more else {}):
                self.same(f"{name} · {key}", stated.get(key, "nothing"), true.get(key, "nothing"), more=more)
        elif isinstance(stated, list) and isinstance(true, list) and len(stated) == len(true):
            for at, pair in enumerate(zip(stated, true), 1):
                self.same(f"{name} · {at}", *pair, more=more)
        elif stated != true:
            self.append(f"{name}: stated {stated!r:.200}, must be {true!r:.200}")

    def need(self, holds, sentence):  # Note `sentence` where something does not hold
        self.extend([] if holds else [sentence])

    def part(self, name, check, *values):  # Run one check; what is not of the documented form is a difference too
        try:
            check(self, *values)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError, ArithmeticError, struct.error) as error:
            self.append(f"{name}: not of the documented form ({type(error).__name__} {error})")


def pick(row, *names):  # some fields of a table
    return {name: row[name] for name in names}


def check_opening(f, o):  # Check that the opening notice agrees with itself
    spec, key = o["spec"], digest(bytes.fromhex(o["public_key"]))[:32]
    rolls = [[g["key"], g["roll"]] for g in spec["groups"]]
    must = {"round": spec["round"], "questionnaire": digest(canonical(spec)), "eligible": rolls}
    must |= {"eligible_total": sum(n for _, n in rolls), "key_fingerprint": grouped(key)}
    must |= {"opened_at": spec["opens_at"][:19] + "+00:00", "closes_at": spec["closes_at"][:19] + "+00:00"}
    f.same("opening notice", o, must, more=False)


def check_closing(f, c, o):  # Check that the closing notice adds up and is of the round of the opening notice
    used, sizes = c["spent"] + c["spent_paper"], sum(b["size"] for b in c["batches"])
    f.same("closing notice · issued = void + spent + spent on paper", c["issued"], c["void"] + used)
    f.need(c["spent"] <= c["sealed"] <= used, "closing notice · sealed is not between spent and all slips used")
    f.need(used <= sizes <= c["issued"], "closing notice · more slips used than activated, or activated than issued")
    f.same("closing notice · stubs of all batches", sum(b["stubs"] for b in c["batches"]), c["spent_paper"])
    names = ("round", "round_key", "questionnaire", "key_fingerprint", "opened_at")
    f.same("closing notice", c, pick(o, *names), more=False)
    f.need("audit" not in o or c["audit"]["size"] >= o["audit"]["size"], "closing notice · the audit log shrank")
    after = {b["batch"]: b for b in c["batches"]}
    for line in o["batches"]:
        f.same(f"closing notice · batch {line['batch']}", after.get(line["batch"], {}), line, more=False)


def check_bulletin(f, b, o, c, held):  # What the bulletin says is on the notices and, for auditors, in the counts
    spec, groups, paper, counts = o["spec"], b["turnout"]["groups"], c["spent_paper"], held.get("counts")
    back = [sum(row) for row in counts["returned"]] if counts else [g["returned"] for g in groups]
    n, names = sum(back), ("village", "village_en", "title", "kind", "basis")
    ledger = pick(c, "issued", "void", "spent", "spent_paper", "sealed") | {"counted": n, "problems": []}
    must = pick(c, "round", "opened_at", "closed_at", "counted_at") | pick(spec, *names)
    must["prints"] = {"questionnaire": o["questionnaire"], "key": o["key_fingerprint"], "box_root": c["box_root"]}
    must["ledger"] = ledger | {"difference": 0 if c["spent"] <= n <= c["spent"] + paper else "not 0"}
    must["items"] = [[i["name"], i["name_en"]] for i in spec["items"]]
    must["grades"] = [pick(g, "name", "name_en") | {"points": g["score"]} for g in spec["scale"]["grades"]]
    must["persons"] = [pick(p, "number", "name", "name_en", "post", "post_en") for p in spec["persons"]]
    rows = [pick(g, "key", "name", "roll") | {"returned": m} for g, m in zip(spec["groups"], back)]
    total = {"groups": rows, "roll": o["eligible_total"], "returned": n, "threshold": spec["turnout_threshold"]}
    must["turnout"] = total | {"reached": n >= spec["turnout_threshold"] * o["eligible_total"]}
    for person, stated, cells in zip(must["persons"], b["persons"], counts["cells"] if counts else []):
        grades = [sum(x) for x in zip(*(ways for item in cells for group in item for ways in group))]
        grades = grades[: len(must["grades"])]
        ends = [-1, *(share["last"] for share in stated["shares"])]
        runs = [(a + 1, z) for a, z in pairwise(ends)]
        share = [round(100 * sum(grades[a : z + 1]) / (sum(grades) or 1)) for a, z in runs]
        person["shares"] = [{"first": a, "last": z, "percent": part} for (a, z), part in zip(runs, share)]
    f.same("bulletin", b, must, more=False)


def check_box(f, leaves, c):  # Check leaf hashes (hexadecimal) against the root and the number on the closing notice
    f.need(leaves == sorted(leaves), "box · the sealed ballots are not in ascending order")
    root = merkle_root([bytes.fromhex(leaf) for leaf in sorted(set(leaves))]).hex()
    f.same("box · Merkle root on the closing notice", c["box_root"], root)
    f.same("box · sealed ballots on the closing notice", c["sealed"], len(leaves))


def label(value, *axes):  # nested lists as tables keyed by words
    return {name: label(part, *axes[1:]) for name, part in zip(axes[0], value)} if axes else value


def named(spec, counts):  # counts with names in place of positions
    persons = [f"{p['number']} {p['name']}" for p in spec["persons"]]
    items, groups = ([row["name"] for row in spec[key]] for key in ("items", "groups"))
    grades = [g["name"] for g in spec["scale"]["grades"]] + ["abstained", "left blank"]
    pairs = {f"{persons[p]} × {persons[q]}": label(rows, groups) for p, q, rows in counts["cross"]}
    found = {"grades": label(counts["cells"], persons, items, groups, CHANNELS, grades), "cross n Σp Σq Σpq": pairs}
    found |= {"ballots": label(counts["returned"], groups, CHANNELS), "rejected": counts["problems"]}
    for key in ("batches", "enterers"):
        found[key] = {n: tray | {"persons": label(tray["persons"], persons)} for n, tray in counts[key]}
    return found | {"composite": label(counts["composite"], persons, groups)}


def audit(f, bundle, o, c, held):  # Open every ballot again, count, compare with what the bundle states
    first = {k: value for k, value in o.items() if k not in ("batches", "audit")}  # more are activated after printing
    f.same("bundle · opening notice", bundle["opening"], first, more=False)
    f.same("bundle · closing notice", bundle["closing"], c)
    private, stated, spec = bytes.fromhex(bundle["private_key"]), bundle["counts"], o["spec"]
    public = x25519(private, bytes([9]) + bytes(31))
    f.same("bundle · public key of the round's key", public.hex(), o["public_key"])
    sealed = [base64.b64decode(text, validate=True) for text in bundle["sealed"]]
    check_box(f, [leaf_hash(each).hex() for each in sealed], c)
    once = list(dict.fromkeys(sealed))
    plains = [open_sealed(each, public, private) if len(each) == 560 else None for each in once]
    batches = {line["batch"]: line["group"] for line in c["batches"]}
    problems = Counter({"copied": len(sealed) - len(once), "not_sealed_for_round": plains.count(None)})
    true = count(spec, bytes.fromhex(o["round_key"]), batches, [p for p in plains if p], +problems)
    f.part("counts", lambda g: g.same("counts", named(spec, stated), named(spec, true)))
    f.need(canonical(stated) == canonical(true | {"hours": stated["hours"]}), "counts · not what the ballots come to")
    salted = bytes.fromhex(bundle["salt"]) + canonical(stated, ascii_only=True)
    f.same("counts · commitment on the closing notice", c["commitment"], digest(salted))
    direct = sum(web + sms for web, sms, _ in true["returned"])
    f.same("counts · casts by hour", sum(n for _, n in stated["hours"]), c["spent"])
    f.same("accounting · ballots by web and SMS = slips spent there", direct, c["spent"])
    f.need(not true["problems"], f"accounting · rejected ballots: {true['problems']}")
    paper, trays = Counter(p[19:23] for p in plains if p and p[18] == 3), dict(map(tuple, true["batches"]))
    for number, size, stubs in ((b["batch"], b["size"], b["stubs"]) for b in c["batches"]):
        enough = paper[number.to_bytes(4, "big")] <= stubs and trays.get(number, {"n": 0})["n"] <= size
        f.need(enough, f"accounting · batch {number} has more paper ballots than stubs, or more ballots than slips")
    held["counts"] = true


def receipt(f, held, text):  # Look for a receipt among the leaves of the box, whose root stands on the notice
    leaves, typed = held["box"]["leaves"], "".join(text.split()).lower()
    root = held["closing"]["box_root"] if "closing" in held else held["bulletin"]["prints"]["box_root"]
    f.same("box · Merkle root", root, merkle_root(sorted({bytes.fromhex(leaf) for leaf in leaves})).hex())
    f.need(len(typed) >= 16 and any(leaf.startswith(typed) for leaf in leaves), f"receipt · {text} is not in the box")


def printed_as(f, name, notice, typed):  # Say a notice's hash, and compare it with the one on paper
    true, typed = digest(canonical(notice)), "".join((typed or "").split()).lower()
    print(f"{name}  {grouped(true)}")
    f.need(not typed or (len(typed) >= 16 and true.startswith(typed)), f"{name} · its SHA-256 is not the printed one")


def recount(mode, files, printed):  # Every difference between the files, in words; `printed`: the hashes on paper
    f, held, files = Findings(), {}, list(files)
    text = files.pop(1) if mode == "receipt" else ""
    for path in files:
        value = json.loads(Path(path).read_bytes())
        held[value.get("format", "bulletin").removeprefix("zhiping-").removesuffix("/1")] = value
    if mode == "receipt":
        f.part("receipt", receipt, held, text)
        return f
    bundle = held.get("bundle", {})
    o, c = (held.get(kind) or bundle.get(kind) for kind in ("opening", "closing"))
    for name, notice in (("opening", o), ("closing", c)):
        f.part(f"{name} notice", printed_as, f"{name} notice", notice, printed.get(name))
    f.part("opening notice", check_opening, o)
    f.part("closing notice", check_closing, c, o)
    if mode == "audit":
        f.part("audit", audit, bundle, o, c, held)
    if "box" in held:
        f.part("box", check_box, held["box"]["leaves"], c)
    if "bulletin" in held:
        f.part("bulletin", check_bulletin, held["bulletin"], o, c, held)
    return f


def main():  # Read the command line; exit code 1 where anything differs
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=("receipt", "check", "audit"))
    parser.add_argument("files", nargs="+")
    for kind in ("opening", "closing"):
        parser.add_argument(f"--{kind}", help=f"SHA-256 on the printed {kind} notice, 16 digits or more")
    args = parser.parse_args()
    found = recount(args.mode, args.files, vars(args))
    print("\n".join(f"DIFFERENT  {each}" for each in found) or "No difference.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
