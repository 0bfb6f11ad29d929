"""Secrets that open the door: 256 random bits each, kept only as a digest.

A plain SHA-256 is enough: nobody can guess at 256 bits, so there is nothing to slow down.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Final

KEY: Final = "xk_"
SESSION: Final = "xs_"
_BYTES: Final = 32
_WRITTEN: Final = re.compile(r"xk_[A-Za-z0-9_-]{43,200}")
_LEAST_LETTERS: Final = 16  # different ones; of 43 random letters fewer is never seen


def new_token(prefix: str = KEY) -> str:
    return prefix + secrets.token_urlsafe(_BYTES)


def digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def strong(token: str) -> bool:
    """Whether a key that somebody chose looks like one that was drawn."""
    return bool(_WRITTEN.fullmatch(token)) and len(set(token[3:])) >= _LEAST_LETTERS
