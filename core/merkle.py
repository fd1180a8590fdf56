"""Merkle trees as in RFC 9162, section 2.1, with SHA-256: root, inclusion proof, verification, growth.

Functions take leaf hashes in the order of the tree; a proof is the sibling hashes from the leaf upwards.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf; its prefix keeps a leaf from passing for a node."""
    return hashlib.sha256(b"\x00" + data).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the tree's root; of no leaves, the hash of nothing."""
    if not leaves:
        return hashlib.sha256().digest()
    level = list(leaves)
    while len(level) > 1:
        level = _up(level)
    return level[0]


def _up(level: Sequence[bytes]) -> list[bytes]:
    # pairs from the left, a lone last node carried up: the same tree as the RFC's split at powers of two
    joined = [_node(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    return joined + list(level[len(level) - len(level) % 2 :])


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the proof that leaf `index` is in the tree; raises IndexError."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    proof: list[bytes] = []
    level = list(leaves)
    while len(level) > 1:
        sibling = index ^ 1
        if sibling < len(level):
            proof.append(level[sibling])
        level, index = _up(level), index // 2
    return proof


def verify(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root_hash: bytes) -> bool:
    """Tell whether `proof` shows `leaf` at `index` of the tree of `size` leaves with root `root_hash`."""
    if not 0 <= index < size:
        return False
    last, hashed, rest = size - 1, leaf, list(proof)
    while last > 0:
        if index % 2 == 1 or index < last:  # there is a sibling at this level
            if not rest:
                return False
            sibling = rest.pop(0)
            hashed = _node(sibling, hashed) if index % 2 else _node(hashed, sibling)
        index, last = index // 2, last // 2
    return not rest and hashed == root_hash


def grown(edge: Sequence[bytes], size: int, leaf: bytes) -> tuple[bytes, ...]:
    """Return the edge of a tree of `size` leaves after one more was added at its end.

    The edge is the roots of the full subtrees that the tree is made of, the largest first: all that growing needs.
    """
    left = list(edge)
    while size % 2:  # each binary 1 of the size is a full subtree that the new one completes
        leaf, size = _node(left.pop(), leaf), size // 2
    return (*left, leaf)


def edge_root(edge: Sequence[bytes]) -> bytes:
    """Return the root of the tree that has this edge."""
    if not edge:
        return root(())
    top = edge[-1]
    for left in reversed(edge[:-1]):
        top = _node(left, top)
    return top
