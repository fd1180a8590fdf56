"""recount.py's own ciphers and trees: published vectors, libsodium, `core.merkle`."""

from __future__ import annotations

import ast
import random
import sys

import pytest
from nacl.bindings import crypto_box_keypair, crypto_box_seal, crypto_scalarmult
from nacl.secret import SecretBox

import recount
from core import merkle
from core.config import ROOT

# RFC 7748, section 5.2
X25519 = [
    (
        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
        "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
        "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
    ),
    (
        "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
        "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
        "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
    ),
]


@pytest.mark.parametrize(("scalar", "point", "product"), X25519)
def test_x25519_gives_the_vectors_of_rfc_7748(scalar, point, product):
    assert recount.x25519(bytes.fromhex(scalar), bytes.fromhex(point)).hex() == product


def test_hsalsa20_gives_the_vector_of_nacl():
    shared = bytes.fromhex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742")
    found = recount.hsalsa20(shared, bytes(16)).hex()
    assert found == "1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389"


def test_poly1305_gives_the_vector_of_rfc_8439():
    key = bytes.fromhex("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b")
    found = recount.poly1305(key, b"Cryptographic Forum Research Group").hex()
    assert found == "a8061dc1305136c6c22b8baf0c0127a9"


def test_ciphers_agree_with_libsodium_on_random_inputs():
    chance = random.Random(1)
    for length in [0, 1, 15, 16, 17, 31, 32, 33, 63, 64, 65, *(chance.randrange(700) for _ in range(30))]:
        key, nonce, message = chance.randbytes(32), chance.randbytes(24), chance.randbytes(length)
        boxed = SecretBox(key).encrypt(message, nonce).ciphertext
        stream = recount.xsalsa20(key, nonce, length + 32)
        assert bytes(a ^ b for a, b in zip(message, stream[32:], strict=True)) == boxed[16:]
        assert recount.poly1305(stream[:32], boxed[16:]) == boxed[:16]
        assert recount.x25519(key, chance.randbytes(32)) is not None
        point = chance.randbytes(32)
        assert recount.x25519(key, point) == crypto_scalarmult(key, point)


def test_sealed_boxes_open_as_in_libsodium_and_changed_ones_do_not():
    chance = random.Random(2)
    for length in (0, 1, 512):
        public, private = crypto_box_keypair()
        message = chance.randbytes(length)
        sealed = crypto_box_seal(message, public)
        assert recount.open_sealed(sealed, public, private) == message
        for at in (0, 33, len(sealed) - 1):
            changed = bytearray(sealed)
            changed[at] ^= 1
            assert recount.open_sealed(bytes(changed), public, private) is None
    assert recount.open_sealed(bytes(560), public, private) is None
    assert recount.open_sealed(b"short", public, private) is None


def test_trees_are_those_of_rfc_9162():
    assert recount.merkle_root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert recount.leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    for size in [*range(20), 63, 64, 65, 257]:
        leaves = [merkle.leaf_hash(bytes([n % 256, n // 256])) for n in range(size)]
        assert recount.merkle_root(leaves) == merkle.root(leaves)


def test_recount_is_short_and_needs_nothing_but_python():
    text = (ROOT / "recount.py").read_text("utf-8")
    nodes = list(ast.walk(ast.parse(text)))
    named = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    named += [str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)]
    assert {name.split(".")[0] for name in named} <= sys.stdlib_module_names
    assert len(text.splitlines()) <= 400
    assert max(map(len, text.splitlines())) <= 120
