"""The site key: the one secret that persons' keys and sealed numbers hang on.

It comes from ``XINMAI_SITE_KEY`` (hexadecimal or base64, at least 32 bytes), else from a file that
only its owner may read, made at the first use. Whoever loses it can neither open sealed numbers
nor find a person again: it belongs in the backup, but not beside the store's.
"""

from __future__ import annotations

import base64
import binascii
import os
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from graph.errors import RefusedInput
from graph.key_file import kept

VARIABLE: Final = "XINMAI_SITE_KEY"
FILE: Final = "site.key"
SIZE: Final = 32


class SiteKey:
    """At least 32 secret bytes, never used themselves: each purpose derives a subkey of its own.

    Neither ``repr`` nor any error shows them.
    """

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        if len(secret) < SIZE:
            raise RefusedInput(
                f"站点密钥只有 {len(secret)} 字节,至少需要 {SIZE} 字节",
                f"the site key has {len(secret)} bytes, at least {SIZE} are needed",
                field=VARIABLE,
            )
        self._secret = secret

    def __repr__(self) -> str:
        return "SiteKey(…)"

    def __reduce__(self) -> tuple[type[SiteKey], tuple[bytes]]:
        return SiteKey, (self._secret,)

    def derive(self, purpose: str, size: int = SIZE) -> bytes:
        """The subkey for a purpose (HKDF-SHA256, RFC 5869), about 10 µs."""
        return HKDF(SHA256(), size, salt=None, info=purpose.encode()).derive(self._secret)

    @classmethod
    def from_text(cls, text: str) -> SiteKey:
        """The key written in hexadecimal or base64. Raises RefusedInput."""
        return cls(_decoded(text.strip()))

    @classmethod
    def from_env_or_file(cls, folder: Path) -> SiteKey:
        """The key of the environment, else of ``site.key`` in the folder, made if it is missing.

        Raises RefusedInput for a key that cannot be read, or a file that others may read.
        """
        return cls.from_text(os.environ.get(VARIABLE) or kept(folder / FILE, SIZE))


def _decoded(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        pass
    try:
        standard = text.translate(str.maketrans("-_", "+/"))
        return base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise RefusedInput(
            "站点密钥应为十六进制或 base64", "the site key must be hexadecimal or base64",
            field=VARIABLE,
        ) from None  # fmt: skip
