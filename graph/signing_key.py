"""The key that signs proofs: Ed25519 (RFC 8032), by a kept library.

It lies in ``proof.key`` beside the store, apart from the site key: who signs needs no secret of
anybody's identity. Whoever checks needs only the public half.
"""

from __future__ import annotations

import binascii
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from graph.errors import RefusedInput
from graph.key_file import kept

FILE: Final = "proof.key"
ALGORITHM: Final = "Ed25519"
SIZE: Final = 32


class SigningKey:
    """Signs bytes. ``public`` is the public half in hexadecimal. ``repr`` shows no secret."""

    __slots__ = ("_private", "public")

    def __init__(self, secret: bytes) -> None:
        if len(secret) != SIZE:
            raise RefusedInput(
                f"签名密钥应为 {SIZE} 字节", f"a signing key has {SIZE} bytes", field=FILE
            )
        self._private = Ed25519PrivateKey.from_private_bytes(secret)
        public = self._private.public_key()
        self.public = public.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

    def __repr__(self) -> str:
        return f"SigningKey({self.public})"

    def sign(self, content: bytes) -> str:
        """The signature in hexadecimal; the same for the same content."""
        return self._private.sign(content).hex()

    @classmethod
    def from_file(cls, folder: Path) -> SigningKey:
        """The key of ``proof.key`` in the folder, made if it is missing. Raises RefusedInput."""
        try:
            return cls(bytes.fromhex(kept(folder / FILE, SIZE).strip()))
        except ValueError:
            raise RefusedInput(
                f"{FILE} 应为十六进制", f"{FILE} must be hexadecimal", field=FILE
            ) from None


def verifies(public: object, signature: object, content: bytes) -> bool:
    """Whether this key signed this content. False for what is no key or no signature."""
    try:
        key = Ed25519PublicKey.from_public_bytes(_bytes(public))
        key.verify(_bytes(signature), content)
    except (InvalidSignature, ValueError, TypeError, binascii.Error):
        return False
    return True


def _bytes(text: object) -> bytes:
    """One way to write a key: lower-case hexadecimal without spaces."""
    if not isinstance(text, str) or text != text.lower() or " " in text:
        raise ValueError("not lower-case hexadecimal")
    return bytes.fromhex(text)
