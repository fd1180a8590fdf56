from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.merkle import edge_root, grown, inclusion_proof, leaf_hash, root, verify

LEAVES = st.lists(st.binary(max_size=40), min_size=1, max_size=40).map(lambda rows: [leaf_hash(row) for row in rows])


def node(left, right):
    return sha256(b"\x01" + left + right).digest()


A, B, C, D, E, F, G = (leaf_hash(letter) for letter in (b"a", b"b", b"c", b"d", b"e", b"f", b"g"))


def test_leaf_hash_is_prefixed():
    assert leaf_hash(b"") == sha256(b"\x00").digest()


@pytest.mark.parametrize(
    ("leaves", "expected"),
    [
        ([], sha256(b"").digest()),
        ([A], A),
        ([A, B], node(A, B)),
        ([A, B, C], node(node(A, B), C)),
        ([A, B, C, D], node(node(A, B), node(C, D))),
        ([A, B, C, D, E], node(node(node(A, B), node(C, D)), E)),
        ([A, B, C, D, E, F, G], node(node(node(A, B), node(C, D)), node(node(E, F), G))),
    ],
)
def test_root_is_that_of_rfc_9162(leaves, expected):
    assert root(leaves) == expected


def test_root_of_the_usual_test_tree():
    # the eight leaves and the root of certificate-transparency-go's and RFC 6962's reference tests
    data = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    assert root([leaf_hash(bytes.fromhex(text)) for text in data]).hex() == (
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    )


def test_proofs_of_the_seven_leaf_tree_of_the_rfc():
    # RFC 9162, section 2.1.5: a = A, b = B, …, g = node(A, B), h, i, j = G
    leaves = [A, B, C, D, E, F, G]
    g, h, i = node(A, B), node(C, D), node(E, F)
    k, last = node(g, h), node(i, G)
    assert inclusion_proof(leaves, 0) == [B, h, last]
    assert inclusion_proof(leaves, 3) == [C, g, last]
    assert inclusion_proof(leaves, 4) == [F, G, k]
    assert inclusion_proof(leaves, 6) == [i, k]


@given(LEAVES, st.data())
def test_proof_of_every_leaf_verifies(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    assert verify(leaves[index], index, len(leaves), inclusion_proof(leaves, index), root(leaves))


@given(LEAVES, st.data())
def test_proof_of_another_leaf_place_size_or_root_does_not_verify(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof, top = inclusion_proof(leaves, index), root(leaves)
    assert not verify(leaf_hash(b"never cast" * 9), index, len(leaves), proof, top)
    assert not verify(leaves[index], index, len(leaves), [*proof, top], top)
    assert not verify(leaves[index], index, len(leaves), proof, leaf_hash(top))
    assert not verify(leaves[index], len(leaves), len(leaves), proof, top)
    assert not verify(leaves[index], -1, len(leaves), proof, top)
    if proof:
        assert not verify(leaves[index], index, len(leaves), proof[:-1], top)


@given(st.lists(st.binary(min_size=1, max_size=9), min_size=2, max_size=30, unique=True), st.data())
def test_proof_does_not_verify_at_another_place(rows, data):
    leaves = [leaf_hash(row) for row in rows]
    index, other = data.draw(st.lists(st.integers(0, len(leaves) - 1), min_size=2, max_size=2, unique=True))
    assert not verify(leaves[index], other, len(leaves), inclusion_proof(leaves, index), root(leaves))


@pytest.mark.parametrize("index", [-1, 3])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(index):
    with pytest.raises(IndexError):
        inclusion_proof([A, B, C], index)


def edge_of(leaves):
    edge = ()
    for size, leaf in enumerate(leaves):
        edge = grown(edge, size, leaf)
    return edge


def test_edge_is_the_full_subtrees_of_the_rfc():
    # the seven leaves of RFC 9162, section 2.1.5
    g, h, i = node(A, B), node(C, D), node(E, F)
    edges = [edge_of([A, B, C, D, E, F, G][:size]) for size in range(8)]
    assert edges == [(), (A,), (g,), (g, C), (node(g, h),), (node(g, h), E), (node(g, h), i), (node(g, h), i, G)]


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=70))
def test_edge_has_the_root_of_the_whole_tree_at_every_size(leaves):
    edge = ()
    for size, leaf in enumerate(leaves):
        assert edge_root(edge) == root(leaves[:size])
        edge = grown(edge, size, leaf)
    assert edge_root(edge) == root(leaves)
