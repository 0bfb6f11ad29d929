"""Proofs: an answer with every fact it was read from, signed, to be checked without the store.

    {"format":"xinmai-proof/1",
    "claim":{the question, its answer, the rules, and the digest of every fact},
    "facts":[
    {one fact a line},
    …
    ],
    "signature":{Ed25519 over the claim's bytes}}

Each line is canonical JSON (RFC 8785; integers, no floats), so there is one way to write a proof.
A fact's digest is SHA-256 over its line; the digests and their Merkle root (RFC 9162) stand in the
claim, so that a changed, missing or added fact can be named.
"""

from __future__ import annotations

from analyses.proofs.check import Checked, check
from analyses.proofs.trouble import BadProof
from analyses.proofs.write import write

__all__ = ["BadProof", "Checked", "check", "write"]
