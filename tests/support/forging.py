"""Forgers of a counted round: a clumsy one changes a file, a careful one recomputes every hash a server owner could.

Each forgery returns forged files and a word that its finding must hold. The witness keeps the printed notices.
"""

from __future__ import annotations

import base64
import hashlib
import random
from collections.abc import Callable
from typing import Any

from nacl.bindings import crypto_box_seal

import recount
from tests.support.recounting import Files

Forgery = Callable[[random.Random, dict[str, Any]], str]


def change_cell(chance: random.Random, found: dict[str, Any]) -> str:
    """Move one person's grades between two places of the scale."""
    cells = found["bundle"]["counts"]["cells"]
    ways = chance.choice(chance.choice(chance.choice(chance.choice(cells))))
    ways[chance.randrange(len(ways))] += chance.choice((1, 2, 5))
    return "counts · grades"


def change_returned(chance: random.Random, found: dict[str, Any]) -> str:
    """Say more ballots of one group came."""
    chance.choice(found["bundle"]["counts"]["returned"])[0] += 1
    return "counts · ballots"


def change_composite(chance: random.Random, found: dict[str, Any]) -> str:
    """Change a histogram or a moment of composites."""
    spread = chance.choice(chance.choice(found["bundle"]["counts"]["composite"]))
    if "histogram" in spread:
        chance.choice(spread["histogram"])[1] += 1
    else:
        spread["moments"][chance.randrange(3)] += 1
    return "counts · composite"


def change_cross(chance: random.Random, found: dict[str, Any]) -> str:
    """Change a cross product of two persons."""
    chance.choice(chance.choice(found["bundle"]["counts"]["cross"])[2])[chance.randrange(4)] += 1
    return "counts · cross"


def change_batch(chance: random.Random, found: dict[str, Any]) -> str:
    """Change what is counted of one batch."""
    tray = chance.choice(found["bundle"]["counts"]["batches"])[1]
    kind = chance.choice(("n", "straight", "persons", "patterns"))
    if kind == "persons":
        chance.choice(tray["persons"])[chance.randrange(3)] += 1
    elif kind == "patterns":
        tray["patterns"]["11111"] = 9
    else:
        tray[kind] += 1
    return "counts · batches"


def change_problems(chance: random.Random, found: dict[str, Any]) -> str:
    """Speak of rejected ballots that were none."""
    found["bundle"]["counts"]["problems"]["bad_batch"] = chance.randrange(1, 9)
    return "counts · rejected"


def change_hours(chance: random.Random, found: dict[str, Any]) -> str:
    """Change the casts by hour, which no ballot holds."""
    hours = found["bundle"]["counts"]["hours"]
    hours[0] = [hours[0][0], hours[0][1] + chance.choice((-1, 1))]
    return "counts · casts by hour"


def drop_ballot(chance: random.Random, found: dict[str, Any]) -> str:
    """Take a ballot out of the box."""
    found["bundle"]["sealed"].pop(chance.randrange(len(found["bundle"]["sealed"])))
    return "box ·"


def add_ballot(chance: random.Random, found: dict[str, Any]) -> str:
    """Put in a ballot sealed with the round's key, of a real batch."""
    _stuff(found, _sealed(chance, found))
    return "box ·"


def swap_ballot(chance: random.Random, found: dict[str, Any]) -> str:
    """Put a made ballot in place of a real one: every number still fits."""
    drop_ballot(chance, found)
    _stuff(found, _sealed(chance, found))
    return "box · Merkle root"


def double_ballot(chance: random.Random, found: dict[str, Any]) -> str:
    """Let a ballot count twice."""
    _stuff(found, base64.b64decode(chance.choice(found["bundle"]["sealed"])))
    return "box · sealed ballots"


def change_ballot(chance: random.Random, found: dict[str, Any]) -> str:
    """Change one bit of a sealed ballot."""
    at = chance.randrange(len(found["bundle"]["sealed"]))
    ballot = bytearray(base64.b64decode(found["bundle"]["sealed"].pop(at)))
    ballot[chance.randrange(560)] ^= 1 << chance.randrange(7)
    _stuff(found, bytes(ballot))
    return "box · Merkle root"


def reorder(chance: random.Random, found: dict[str, Any]) -> str:
    """Put the ballots in another order, which could tell who came when."""
    sealed = found["bundle"]["sealed"]
    at = chance.randrange(1, len(sealed))
    sealed[at - 1], sealed[at] = sealed[at], sealed[at - 1]
    return "box · the sealed ballots are not in ascending order"


def change_grade(chance: random.Random, found: dict[str, Any]) -> str:
    """Change a grade's reply key or what it counts."""
    grade = chance.choice(_spec(found)["scale"]["grades"])
    name = chance.choice(("key", "score"))
    grade[name] += 5
    return "bundle · opening notice · spec · scale"


def change_weight(chance: random.Random, found: dict[str, Any]) -> str:
    """Let a group weigh more."""
    chance.choice(_spec(found)["groups"])["weight"] += 0.1
    return "bundle · opening notice · spec · groups"


def change_roll(chance: random.Random, found: dict[str, Any]) -> str:
    """Let fewer people have been eligible, so that turnout looks better."""
    chance.choice(_spec(found)["groups"])["roll"] -= chance.randrange(1, 9)
    return "bundle · opening notice"


def rename_person(chance: random.Random, found: dict[str, Any]) -> str:
    """Swap two persons on the ballot."""
    persons = _spec(found)["persons"]
    first, second = chance.sample(range(len(persons)), 2)
    persons[first], persons[second] = persons[second], persons[first]
    return "bundle · opening notice · spec · persons"


def change_key(chance: random.Random, found: dict[str, Any]) -> str:
    """Give the auditors another private key."""
    found["bundle"]["private_key"] = chance.randbytes(32).hex()
    return "public key of the round's key"


def change_salt(chance: random.Random, found: dict[str, Any]) -> str:
    """Give the auditors another salt."""
    found["bundle"]["salt"] = chance.randbytes(32).hex()
    return "counts · commitment"


def change_sums(chance: random.Random, found: dict[str, Any]) -> str:
    """Change the accounting on the closing notice."""
    name = chance.choice(("issued", "void", "spent", "spent_paper", "sealed"))
    found["bundle"]["closing"][name] += chance.choice((1, 3))
    return f"bundle · closing notice · {name}"


def change_batch_line(chance: random.Random, found: dict[str, Any]) -> str:
    """Let a batch be another one: more slips, another group, other codes, other stubs."""
    line = chance.choice(found["bundle"]["closing"]["batches"])
    name = chance.choice(("batch", "group", "size", "stubs"))
    line[name] += 1
    return "bundle · closing notice · batches"


def change_root(chance: random.Random, found: dict[str, Any]) -> str:
    """Put another root or commitment on the closing notice of the bundle."""
    name = chance.choice(("box_root", "commitment"))
    found["bundle"]["closing"][name] = chance.randbytes(32).hex()
    return f"bundle · closing notice · {name}"


def change_receipt(chance: random.Random, found: dict[str, Any]) -> str:
    """Put another receipt in place of a voter's."""
    leaves = found["box"]["leaves"]
    leaves[chance.randrange(len(leaves))] = chance.randbytes(32).hex()
    leaves.sort()
    return "box · Merkle root"


def change_ledger(chance: random.Random, found: dict[str, Any]) -> str:
    """Change the accounting of the bulletin."""
    name = chance.choice(("issued", "void", "spent", "sealed", "counted", "difference"))
    found["bulletin"]["ledger"][name] += 1
    return f"bulletin · ledger · {name}"


def change_print(chance: random.Random, found: dict[str, Any]) -> str:
    """Put another fingerprint on the bulletin."""
    name = chance.choice(("questionnaire", "key", "box_root"))
    found["bulletin"]["prints"][name] = chance.randbytes(32).hex()
    return f"bulletin · prints · {name}"


def change_turnout(chance: random.Random, found: dict[str, Any]) -> str:
    """Say on the bulletin that more came."""
    turnout = found["bulletin"]["turnout"]
    group = chance.choice(turnout["groups"])
    group["returned"] = (group["returned"] or 0) + 3
    turnout["returned"] += 3
    return "bulletin · turnout"


def change_share(chance: random.Random, found: dict[str, Any]) -> str:
    """Give a person on the bulletin a better share."""
    share = chance.choice([share for person in found["bulletin"]["persons"] for share in person["shares"]])
    share["percent"] += chance.choice((-1, 1, 7))
    return "bulletin · persons"


def change_group_share(chance: random.Random, found: dict[str, Any]) -> str:
    """Tell of the first group that it rated a person as nobody did."""
    person = chance.choice([person for person in found["bulletin"]["persons"] if person["shares"]])
    shares = [share | {"percent": 100 - share["percent"]} for share in person["shares"]]
    person["groups"] = [{"key": found["bulletin"]["turnout"]["groups"][0]["key"], "shares": shares}]
    return "bulletin · persons"


def change_name(chance: random.Random, found: dict[str, Any]) -> str:
    """Put another name over a result."""
    chance.choice(found["bulletin"]["persons"])["name"] = "李代表"
    return "bulletin · persons"


FORGERIES: tuple[Forgery, ...] = tuple(
    value
    for name, value in list(globals().items())
    if name.split("_")[0] in {"change", "drop", "add", "swap", "double", "reorder", "rename"}
)


def forge(files: Files, seed: int, *, careful: bool) -> tuple[Files, str, str]:
    """Return forged files, the forgery's name, and what a finding must begin with or hold."""
    chance = random.Random(seed)
    forgery = FORGERIES[seed % len(FORGERIES)]
    found = {name: files.read(name) for name in ("bundle", "bulletin", "box")}
    word = forgery(chance, found)
    if careful:
        rehash(found)
    if found == {name: files.read(name) for name in found}:  # a wrong hash that a careful forger put right again
        forgery = swap_ballot
        word = forgery(chance, found)
        rehash(found)
    return files.put(**found), forgery.__name__, word


def rehash(found: dict[str, Any]) -> None:
    """Make every hash and sum fit what was forged, as whoever owns the server could."""
    bundle, bulletin = found["bundle"], found["bulletin"]
    opening, closing = bundle["opening"], bundle["closing"]
    spec = opening["spec"]
    leaves = [recount.leaf_hash(base64.b64decode(text)) for text in bundle["sealed"]]
    found["box"]["leaves"] = sorted(
        {*found["box"]["leaves"]} if len(leaves) == closing["sealed"] else map(bytes.hex, leaves)
    )
    opening["questionnaire"] = recount.digest(recount.canonical(spec))
    opening["eligible"] = [[group["key"], group["roll"]] for group in spec["groups"]]
    opening["eligible_total"] = sum(group["roll"] for group in spec["groups"])
    private = bytes.fromhex(bundle["private_key"])
    opening["public_key"] = recount.x25519(private, bytes([9]) + bytes(31)).hex()
    opening["key_fingerprint"] = recount.grouped(recount.digest(bytes.fromhex(opening["public_key"]))[:32])
    closing |= {name: opening[name] for name in ("questionnaire", "key_fingerprint")}
    closing["sealed"] = len(leaves)
    closing["box_root"] = recount.merkle_root(sorted(set(leaves))).hex()
    salted = bytes.fromhex(bundle["salt"]) + recount.canonical(bundle["counts"], ascii_only=True)
    closing["commitment"] = hashlib.sha256(salted).hexdigest()
    bulletin["prints"] = {
        "questionnaire": opening["questionnaire"],
        "key": opening["key_fingerprint"],
        "box_root": closing["box_root"],
    }
    bulletin["ledger"]["sealed"] = closing["sealed"]


def _spec(found: dict[str, Any]) -> Any:
    return found["bundle"]["opening"]["spec"]


def _sealed(chance: random.Random, found: dict[str, Any]) -> bytes:
    opening = found["bundle"]["opening"]
    line, spec = chance.choice(opening["batches"]), opening["spec"]
    n = len(spec["persons"]) * len(spec["items"])
    head = b"\1" + bytes.fromhex(opening["round_key"]) + bytes([line["group"], 1]) + line["batch"].to_bytes(4, "big")
    record = (head + bytes(4) + n.to_bytes(2, "big") + bytes([4]) * n).ljust(512, b"\0")
    return crypto_box_seal(record, bytes.fromhex(opening["public_key"]))


def _stuff(found: dict[str, Any], ballot: bytes) -> None:
    sealed = [base64.b64decode(text) for text in found["bundle"]["sealed"]] + [ballot]
    found["bundle"]["sealed"] = [base64.b64encode(each).decode() for each in sorted(sealed, key=recount.leaf_hash)]
