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
from itertools import chain, combinations
from pathlib import Path

# --- X25519 (RFC 7748), XSalsa20-Poly1305 (Bernstein 2011), libsodium's sealed box ---
PRIME = 2**255 - 19
SIGMA = (0x61707865, 0x3320646E, 0x79622D32, 0x6B206574)  # "expand 32-byte k"
COLUMNS = ((0, 4, 8, 12), (5, 9, 13, 1), (10, 14, 2, 6), (15, 3, 7, 11))
ROWS = ((0, 1, 2, 3), (5, 6, 7, 4), (10, 11, 8, 9), (15, 12, 13, 14))
QUARTERS = [((b, a, d, 7), (c, b, a, 9), (d, c, b, 13), (a, d, c, 18)) for a, b, c, d in COLUMNS + ROWS]
STEPS = [step for quarter in QUARTERS for step in quarter] * 10  # of Salsa20's 20 rounds
WAYS, CHANNELS, SECRET = (1, 2, 3), ("web", "SMS", "paper"), 10  # under ten ballots nothing stands by itself
SHARED = ("round", "round_key", "questionnaire", "key_fingerprint", "opened_at")  # what both notices say


def x25519(scalar, point):  # scalar × point on Curve25519, both and the result 32 bytes (the Montgomery ladder)
    k = int.from_bytes(scalar, "little") & ~7 & (2**255 - 1) | 2**254
    u = int.from_bytes(point, "little") & (2**255 - 1)
    x2, z2, x3, z3 = 1, 0, u, 1
    for bit in range(254, -1, -1):
        swap = k >> bit & 1
        x2, z2, x3, z3 = (x3, z3, x2, z2) if swap else (x2, z2, x3, z3)
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        aa, bb, da, cb = a * a % PRIME, b * b % PRIME, d * a % PRIME, c * b % PRIME
        e, x3, z3 = aa - bb, (da + cb) ** 2 % PRIME, u * (da - cb) ** 2 % PRIME
        x2, z2 = aa * bb % PRIME, e * (aa + 121665 * e) % PRIME
        x2, z2, x3, z3 = (x3, z3, x2, z2) if swap else (x2, z2, x3, z3)
    return (x2 * pow(z2, PRIME - 2, PRIME) % PRIME).to_bytes(32, "little")


def salsa20(key, nonce):  # its 16 words of a 32-byte key and 16 bytes of nonce and counter; those after 20 rounds
    k, n = struct.unpack("<8I", key), struct.unpack("<4I", nonce)
    x = list(state := [SIGMA[0], *k[:4], SIGMA[1], *n, SIGMA[2], *k[4:], SIGMA[3]])
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
    r, total = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF, 0
    for i in range(0, len(message), 16):
        total = (total + int.from_bytes(message[i : i + 16] + b"\x01", "little")) * r % (2**130 - 5)
    return ((total + int.from_bytes(key[16:32], "little")) % 2**128).to_bytes(16, "little")


def open_sealed(sealed, public, private):  # what a sealed box holds; None: not sealed for this key, or changed
    shared = x25519(private, sealed[:32]) if len(sealed) >= 48 else bytes(32)
    nonce = hashlib.blake2b(sealed[:32] + public, digest_size=24).digest()
    stream = xsalsa20(hsalsa20(shared, bytes(16)), nonce, len(sealed) - 16)
    if shared == bytes(32) or poly1305(stream[:32], sealed[48:]) != sealed[32:48]:
        return None
    return bytes(a ^ b for a, b in zip(sealed[48:], stream[32:]))


def leaf_hash(data, prefix=b"\x00"):  # RFC 9162, section 2.1: of a leaf (the receipt); with prefix 1, of a node
    return hashlib.sha256(prefix + data).digest()


def merkle_root(leaves):  # over leaf hashes in their order, split at the largest power of two below their number
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256().digest()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return leaf_hash(merkle_root(leaves[:split]) + merkle_root(leaves[split:]), b"\x01")


# --- Counting again (docs/ballot-format.md) ---
class Ballot:
    """One decrypted record: where it came from, its marks, their places on the scale, composites by person."""

    def __init__(self, plain, spec):
        header, grades, items = struct.unpack(">B16sBBIIH", plain[:29]), spec["scale"]["grades"], spec["items"]
        self.version, self.round, self.group, self.channel, self.batch, self.enterer, self.n = header
        end, self.tray, self.scores, texts = 29 + len(spec["persons"]) * len(items), (), [], []
        self.marks, self.padding = plain[29:end], plain[end:]
        place = {grade["key"]: k for k, grade in enumerate(grades)}
        place |= {spec["scale"]["abstain_key"]: len(grades), 255: len(grades) + 1}
        self.places = [place.get(mark, -1) for mark in self.marks]
        for at in range(0, len(self.marks), len(items)):
            given = self.places[at : at + len(items)]
            value = math.fsum(grades[k]["score"] * i["weight"] for k, i in zip(given, items) if k < len(grades))
            self.scores.append(round(value * 1e9) / 1e9 if max(given) < len(grades) else None)
            texts.append("".join("-" if mark == 255 else str(mark) for mark in self.marks[at : at + len(items)]))
        self.written = ("" if len(items) == 1 else " ").join(texts)

    def problem(self, round_key, spec, batches):  # why it is no ballot of this round, or ""
        paper, last = self.channel == 3, len(spec["scale"]["grades"]) + (self.channel == 3)
        reasons = {
            "bad_version": self.version != 1,
            "other_round": self.round != round_key,
            "bad_group": self.group >= len(spec["groups"]),
            "bad_channel": self.channel not in WAYS,
            "bad_batch": batches.get(self.batch, -1) != self.group,
            "bad_enterer": paper != (self.enterer > 0),
            "bad_marks": self.n != len(self.marks) or min(self.places) < 0 or max(self.places) > last,
            "bad_padding": any(self.padding),
        }
        return next((reason for reason, wrong in reasons.items() if wrong), "")


def sums(found, *terms):  # n, then exact sums over a histogram to 6 decimals: the order of ballots does not matter
    return [sum(found.values()), *(round(math.fsum(term(n, x) for x, n in found.items()), 6) for term in terms)]


def spread(scores, least=SECRET):  # a histogram of the complete composites; of fewer than `least` n, Σ and Σ²
    histogram = Counter(score for score in scores if score is not None)
    if sum(histogram.values()) >= least:
        return {"histogram": [[score, times] for score, times in sorted(histogram.items())]}
    return {"moments": sums(histogram, lambda n, score: n * score, lambda n, score: n * score**2)}


def cross(ballots, p, q):  # Return [n, Σp, Σq, Σpq] over the ballots complete on both persons
    pairs = Counter((b.scores[p], b.scores[q]) for b in ballots if None not in (b.scores[p], b.scores[q]))
    return sums(pairs, lambda n, x: n * x[0], lambda n, x: n * x[1], lambda n, x: n * x[0] * x[1])


def neighbours(ballots, number, place, least):  # joined until each has none or `least` everywhere; a rest joins back
    def enough(key):
        return min(Counter(place(b) for b in ballots if number(b) in key).values(), default=0) >= least

    keys = [()]
    for each in sorted({number(b) for b in ballots}):
        keys[-1] += (each,)
        keys += [()] if enough(keys[-1]) else []
    while len(keys) > 1 and not enough(keys[-1]):
        keys[-2:] = [keys[-2] + keys[-1]]
    return [key for key in keys if enough(key)]


def standing(ballots, least):  # in whose cells each channel of a group stands: its own, or the largest channel's
    def apart(ways):  # no sums by tray and by channel differ by a few ballots
        inside, outside = (Counter(b.tray for b in ballots if (b.channel in ways) == side) for side in (True, False))
        return not 0 < (inside & outside).total() < least

    largest = max(WAYS, key=[b.channel for b in ballots].count)
    own = {way: way if apart([way]) else largest for way in WAYS}
    return own if apart([way for way in WAYS if own[way] == largest]) else dict.fromkeys(WAYS, largest)


def tray(key, ballots, spec):  # what is counted for some batches or some enterers
    common = sorted((-n, *kind) for kind, n in Counter((b.marks, b.written) for b in ballots).items() if n >= 5)[:5]
    straight = sum(len(set(b.places)) == 1 and b.places[0] < len(spec["scale"]["grades"]) for b in ballots)
    counted = {"n": len(ballots), "patterns": {written: -n for n, _, written in common}}
    counted["persons"] = [spread(scores, math.inf)["moments"] for scores in zip(*(b.scores for b in ballots))]
    return [list(key), counted | {"straight": straight if len(ballots[0].marks) > 1 else 0}]


def count(spec, round_key, batches, plains, problems, version=2):  # all but `hours`, which no ballot holds
    reasons = [(b, b.problem(round_key, spec, batches)) for b in (Ballot(plain, spec) for plain in plains)]
    problems.update(reason for _, reason in reasons if reason)
    ballots, least = [b for b, reason in reasons if not reason], SECRET if version > 1 else 1
    persons, items, groups = (range(len(spec[name])) for name in ("persons", "items", "groups"))
    by_group, trays, entered, seen = [[b for b in ballots if b.group == g] for g in groups], [], [], Counter()
    for g, rows in enumerate(by_group):
        for key in neighbours(rows, lambda b: b.batch, lambda b: b.group, least):
            trays.append(tray(key, [b for b in rows if b.batch in key], spec))
            for b in rows:
                b.tray = key if b.batch in key else b.tray
        stands = standing(rows, least)
        parts = Counter((b.tray, stands[b.channel], b.channel == 3) for b in rows)
        entered += rows if all(key and n >= least for (key, *_), n in parts.items()) else []
        seen.update((*divmod(at, len(items)), g, stands[b.channel], k) for b in rows for at, k in enumerate(b.places))
    enterers = neighbours(entered, lambda b: b.enterer, lambda b: b.tray, least)
    enterers = [tray(key, [b for b in entered if b.enterer in key], spec) for key in enterers if 0 not in key]
    for each in [] if version > 1 else trays + enterers:
        each[0] = each[0][0]  # in version 1 nothing was joined, and trays went by one number
    back, width = Counter((b.group, b.channel) for b in ballots), range(len(spec["scale"]["grades"]) + 2)
    cells = [[[[[seen[p, i, g, c, k] for k in width] for c in WAYS] for g in groups] for i in items] for p in persons]
    return ({"version": version} if version > 1 else {}) | {
        "cells": cells,
        "returned": [[back[g, c] for c in WAYS] for g in groups],
        "composite": [[spread(b.scores[p] for b in rows) for rows in by_group] for p in persons],
        "cross": [[p, q, [cross(rows, p, q) for rows in by_group]] for p, q in combinations(persons, 2)],
        "batches": sorted(trays, key=lambda row: row[0]),
        "enterers": enterers,
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

    def same(self, name, stated, true, *, more=True):  # Note what differs; fields not in `true` only where `more`
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
    f.same("closing notice", c, {k: o[k] for k in SHARED}, more=False)
    f.need("audit" not in o or c["audit"]["size"] >= o["audit"]["size"], "closing notice · the audit log shrank")
    after = {b["batch"]: b for b in c["batches"]}
    for line in o["batches"]:
        f.same(f"closing notice · batch {line['batch']}", after.get(line["batch"], {}), line, more=False)


def check_bulletin(f, b, o, c, held):  # What the bulletin says is on the notices and, for auditors, in the counts
    spec, counts, names = o["spec"], held.get("counts"), ("village", "village_en", "title", "kind", "basis")
    told = [g["returned"] for g in b["turnout"]["groups"]]  # None: not told by itself
    back = [t if t is None else sum(row) for t, row in zip(told, counts["returned"])] if counts else told
    n = sum(map(sum, counts["returned"])) if counts else b["turnout"]["returned"] if None in told else sum(told)
    ledger = pick(c, "issued", "void", "spent", "spent_paper", "sealed") | {"counted": n, "problems": []}
    must = pick(c, "round", "opened_at", "closed_at", "counted_at") | pick(spec, *names)
    must["prints"] = {"questionnaire": o["questionnaire"], "key": o["key_fingerprint"], "box_root": c["box_root"]}
    must["ledger"] = ledger | {"difference": 0 if c["spent"] <= n <= c["spent"] + c["spent_paper"] else "not 0"}
    must["items"] = [[i["name"], i["name_en"]] for i in spec["items"]]
    must["grades"] = [pick(g, "name", "name_en") | {"points": g["score"]} for g in spec["scale"]["grades"]]
    must["persons"] = [pick(p, "number", "name", "name_en", "post", "post_en") for p in spec["persons"]]
    rows = [pick(g, "key", "name", "roll") | {"returned": m} for g, m in zip(spec["groups"], back)]
    total = {"groups": rows, "roll": o["eligible_total"], "returned": n, "threshold": spec["turnout_threshold"]}
    hair = 1e-3 if spec.get("rules", {}).get("turnout", {}).get("comparison") == ">" else -1e-3  # of a ballot
    must["turnout"] = total | {"reached": n - spec["turnout_threshold"] * o["eligible_total"] >= hair}
    for stated, cells in zip(b["persons"], counts["cells"] if counts else []):
        for told in [stated, *stated.get("groups", [])]:  # all groups together, and each that is shown by itself
            ways = [item[at] for item in cells for at, g in enumerate(rows) if told.get("key", g["key"]) == g["key"]]
            grades = [sum(x) for x in zip(*chain(*ways))][: len(must["grades"])]
            for a, s in zip([0, *(s["last"] + 1 for s in told["shares"])], told["shares"]):
                part = None if s["percent"] is None else round(100 * sum(grades[a : s["last"] + 1]) / sum(grades))
                f.same("bulletin · persons", s, {"first": a, "percent": part}, more=False)
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
        found[key] = {str(n): tray | {"persons": label(tray["persons"], persons)} for n, tray in counts[key]}
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
    batches, version = {line["batch"]: line["group"] for line in c["batches"]}, stated.get("version", 1)
    problems = Counter({"copied": len(sealed) - len(once), "not_sealed_for_round": plains.count(None)})
    true = count(spec, bytes.fromhex(o["round_key"]), batches, [p for p in plains if p], +problems, version)
    f.part("counts", lambda g: g.same("counts", named(spec, stated), named(spec, true)))
    f.need(canonical(stated) == canonical(true | {"hours": stated["hours"]}), "counts · not what the ballots come to")
    salted = bytes.fromhex(bundle["salt"]) + canonical(stated, ascii_only=True)
    f.same("counts · commitment on the closing notice", c["commitment"], digest(salted))
    direct = sum(web + sms for web, sms, _ in true["returned"])
    f.same("counts · casts by hour", sum(n for _, n in stated["hours"]), c["spent"])
    f.same("accounting · ballots by web and SMS = slips spent there", direct, c["spent"])
    f.need(not true["problems"], f"accounting · rejected ballots: {true['problems']}")
    back = Counter((p[19:23], p[18] == 3) for p in plains if p)
    for number, size, stubs in ((b["batch"], b["size"], b["stubs"]) for b in c["batches"]):
        paper, others = (back[number.to_bytes(4, "big"), on_paper] for on_paper in (True, False))
        enough = paper <= stubs and paper + others <= size
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
    o, c = (held.get(kind) or held.get("bundle", {}).get(kind) for kind in ("opening", "closing"))
    for name, notice in (("opening", o), ("closing", c)):
        f.part(f"{name} notice", printed_as, f"{name} notice", notice, printed.get(name))
    f.part("opening notice", check_opening, o)
    f.part("closing notice", check_closing, c, o)
    if mode == "audit":
        f.part("audit", audit, held.get("bundle", {}), o, c, held)
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
