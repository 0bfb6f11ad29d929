"""The verification code of a credit file: what it says, under a key that only this service has.

    P42-20260131-R12-7KQ2M4XD9A3BWZTE-5H6J2C4FXQ7M3DKB
    └──── number ───┘└── content ───┘ └──── proof ────┘

``number`` names kind, node, day and revision; ``content`` is a digest of the file; ``proof`` an
HMAC-SHA256 over both. The code alone shows that this service issued that file; and the file can be
written again at that revision and compared.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import msgspec

from graph.errors import RefusedInput

PURPOSE: Final = "xinmai credit file 1"
LETTERS: Final = {"project": "P", "participant": "C", "subject": "S"}
_KINDS: Final = {letter: kind for kind, letter in LETTERS.items()}
_BYTES: Final = 10  # 80 bits: 16 letters of base32
_CODE: Final = re.compile(
    r"(?P<number>(?P<kind>[PCS])(?P<node>\d{1,9})-(?P<day>\d{8})-R(?P<revision>\d{1,9}))"
    r"-(?P<content>[A-Z2-7]{16})-(?P<proof>[A-Z2-7]{16})"
)
_encode: Final = msgspec.json.Encoder(order="sorted").encode


@dataclass(frozen=True, slots=True)
class FileNumber:
    """``node`` is the place, among those there are to see, of whom the file is about."""

    kind: str
    node: int
    day: date
    revision: int

    def __str__(self) -> str:
        return f"{LETTERS[self.kind]}{self.node}-{self.day:%Y%m%d}-R{self.revision}"


class Stamp:
    """Issues and checks codes. ``repr`` does not show the key."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def __repr__(self) -> str:
        return "Stamp(…)"

    def code(self, number: FileNumber, content: Any) -> str:
        """The code of a file with this content (anything JSON holds, ``verification`` left out)."""
        digest = digested(content)
        return f"{number}-{digest}-{self._proof(f'{number}-{digest}')}"

    def issued(self, code: str) -> tuple[FileNumber, str] | None:
        """The file's number and the digest of its content; None unless this key issued the code."""
        found = _CODE.fullmatch(code.strip().upper())
        if found is None:
            return None
        signed = f"{found['number']}-{found['content']}"
        if not hmac.compare_digest(self._proof(signed), found["proof"]):
            return None
        day = date.fromisoformat(found["day"])
        number = FileNumber(_KINDS[found["kind"]], int(found["node"]), day, int(found["revision"]))
        return number, found["content"]

    def seal(self, text: str) -> str:
        """16 letters that only this key makes of the text."""
        return self._proof(f"seal\n{text}")

    def sealed(self, text: str, seal: str) -> bool:
        """Whether this key made the seal of the text."""
        return hmac.compare_digest(self.seal(text).encode(), seal.encode())

    def _proof(self, text: str) -> str:
        return _letters(hmac.digest(self._secret, text.encode(), "sha256"))


def digested(content: Any) -> str:
    """16 letters that stand for a content, whatever the order of its keys."""
    return _letters(hashlib.sha256(_encode(content)).digest())


def _letters(digest: bytes) -> str:
    return base64.b32encode(digest[:_BYTES]).decode("ascii")


def no_stamp() -> Stamp:
    """Where nobody gave a key. Raises RefusedInput."""
    raise RefusedInput(
        "未提供站点密钥,不能签发信用档案", "without a site key no credit file can be issued"
    )
