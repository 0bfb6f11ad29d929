"""What an organisation does through the service, kept as facts like any delivery.

An act is a delivery of one row by the acting organisation: sourced, dated, in one revision, never
overwritten. Its *event* is a node tied to what it is about, and the tie carries the act's code and
day, so that the state of a commitment or a repair is folded from the network alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from graph.errors import KeyReused
from graph.facts import Batch, DeliveredFile, Fact, Key, LinkFact, NodeFact, Row, Value
from graph.store import Store
from graph.vocabulary import ACTS, ACTS_ZH

LAYOUT: Final = "act"
UNITS: Final = "unit"  # the id space of departments and other authorities, by name
NAMES_ZH: Final = dict(zip(ACTS, ACTS_ZH, strict=True))


def unit_key(name: str) -> Key:
    """A department by its full name: what deliveries and acts both call it."""
    return Key("subject", f"{UNITS}:{name}")


@dataclass(frozen=True, slots=True)
class Request:
    """Who acts, under which idempotency key, and the digest of what was asked for. ``attested``:
    a key proves the unit; without one it is the word of whoever holds the store."""

    unit: str
    key: str
    content: bytes
    attested: bool = False

    @property
    def file(self) -> DeliveredFile:
        named = hashlib.sha256("\x1f".join((LAYOUT, self.unit, self.key)).encode()).hexdigest()
        return DeliveredFile(self.unit, LAYOUT, hashlib.sha256(self.content).hexdigest(), named)

    def new_key(self, family: str) -> Key:
        """The key of what this request makes: the same for the same request."""
        return Key(family, f"{LAYOUT}:{self.file.digest[:24]}")

    @property
    def receipt(self) -> str:
        """What the acting organisation is given to refer to it by."""
        return self.file.digest[:16].upper()


@dataclass(frozen=True, slots=True)
class Event:
    """One act about one thing. ``more`` holds further fields of ``vocabulary`` kind ``event``."""

    act: str
    about: Key
    day: date
    more: dict[str, Value] = field(default_factory=dict)

    def key(self, request: Request) -> Key:
        """The same for the same request, act and thing."""
        told = hashlib.sha256(f"{self.act}\x1f{self.about.id}".encode()).hexdigest()[:8]
        return Key("event", f"{request.new_key('event').id}-{told}")

    def facts(self, request: Request) -> tuple[Fact, ...]:
        key = self.key(request)
        fields: dict[str, Value] = {
            "name": NAMES_ZH[self.act], "act": self.act, "day": self.day, "unit": request.unit,
            "receipt": request.receipt, **self.more,
        }  # fmt: skip
        return (
            NodeFact(key, "event", fields),
            LinkFact("about", key, self.about, {"act": self.act}, "", self.day),
        )


def carried_out(store: Store, request: Request) -> bool:
    """Whether this very request was applied before.

    Raises KeyReused where its key was, with other contents.
    """
    before = store.delivered(digest=request.file.digest)
    if any(held.file.name != request.file.name for held in before):
        raise KeyReused
    return any(held.complete for held in before)


def carry_out(store: Store, request: Request, facts: Sequence[Fact]) -> int:
    """Apply the request's facts in one durable transaction; the revision. Once only."""
    batch = Batch(request.file, [Row(1, tuple(facts))], through=1, complete=True)
    return store.apply(batch).revision
