"""The receipt of a credit check: it names the check and proves that this service made it.

    K20260131-R12-7KQ2M4XD-5H6J2C4FXQ7M3DKB
     └─ day ┘ └ revision └ once ┘└── proof over subject, item and purpose ──┘

Nothing has to be kept to know it again: whoever reports what was done says subject, item and
purpose, and the proof shows that just this was checked.
"""

from __future__ import annotations

import base64
import re
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Final

from api.answers.stamp import Stamp
from graph.errors import RefusedInput

_WRITTEN: Final = re.compile(
    r"K(?P<day>\d{8})-R(?P<revision>\d{1,9})-(?P<once>[A-Z2-7]{8})-(?P<proof>[A-Z2-7]{16})"
)


@dataclass(frozen=True, slots=True)
class Receipt:
    subject: str
    item: str
    purpose: str
    day: date
    revision: int
    once: str

    @classmethod
    def new(cls, subject: str, item: str, purpose: str, day: date, revision: int) -> Receipt:
        once = base64.b32encode(secrets.token_bytes(5)).decode("ascii")
        return cls(subject, item, purpose, day, revision, once)

    @property
    def number(self) -> str:
        return f"K{self.day:%Y%m%d}-R{self.revision}-{self.once}"

    def sealed(self, stamp: Stamp) -> str:
        return f"{self.number}-{stamp.seal(self._said)}"

    @property
    def _said(self) -> str:
        return "\n".join((self.number, self.subject, self.item, self.purpose))


def verified(stamp: Stamp, written: str, subject: str, item: str, purpose: str) -> Receipt:
    """The receipt of the check of just this. Raises RefusedInput for any other."""
    found = _WRITTEN.fullmatch(written.strip().upper())
    try:
        if found is None:
            raise ValueError(written)
        day = date.fromisoformat(found["day"])
    except ValueError:
        raise _not_ours() from None
    receipt = Receipt(subject, item, purpose, day, int(found["revision"]), found["once"])
    if receipt.sealed(stamp) != written.strip().upper():
        raise _not_ours()
    return receipt


def _not_ours() -> RefusedInput:
    return RefusedInput(
        "回执号不是本服务对该主体、事项和目的的核查所发;请核对",
        "the receipt is not one of this service for a check of that subject, item and purpose",
        field="receipt",
    )
