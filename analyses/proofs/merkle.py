"""Digests of facts, and one over all of them: a Merkle tree as Certificate Transparency has it.

Source: RFC 9162 (2021), section 2.1.1: leaves and inner nodes are hashed under different prefixes,
a tree of n leaves splits at the largest power of two below n.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256


def leaf(line: bytes) -> str:
    """A fact's digest, hexadecimal."""
    return sha256(b"\x00" + line).hexdigest()


def root(leaves: Sequence[str]) -> str:
    """The digest over all; that of nothing is SHA-256 of the empty text. O(leaves)."""
    return _root([bytes.fromhex(one) for one in leaves]).hex()


def _root(leaves: list[bytes]) -> bytes:
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha256(b"\x01" + _root(leaves[:split]) + _root(leaves[split:])).digest()
