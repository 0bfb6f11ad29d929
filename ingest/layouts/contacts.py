"""Addresses and telephones as nodes: what several subjects share shows as a hub."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from graph.facts import Fact, Key, LinkFact, NodeFact
from graph.masking import mask_phone
from ingest.layout import Delivery
from ingest.text import fold

_NOT_TELLING: Final = re.compile(r"[\s,。、;:.,;:()()\-—_#]+")
_NO_DIGIT: Final = re.compile(r"\D+")
_PLAIN: Final = re.compile(r"[0-9]{7,12}")
SHORTEST_PHONE: Final = 7


def address_of(holder: Key, address: str) -> tuple[Fact, ...]:
    """The address, without width, space and punctuation, and the holder's link to it."""
    folded = _NOT_TELLING.sub("", fold(address)).casefold()
    key = Key("contact", f"address:{hashlib.sha256(folded.encode()).hexdigest()[:16]}")
    return (
        NodeFact(key, "contact", {"name": address, "kind": "address"}, mention=True),
        LinkFact("contact_at", holder, key, {}, "address", only="source"),
    )


def phone_of(holder: Key, phone: str, delivery: Delivery) -> tuple[Fact, ...]:
    """The telephone, by keyed hash: eleven digits would be guessed through a plain one.

    Too short a number ties nobody to anybody and gives nothing.
    """
    digits = phone if _PLAIN.fullmatch(phone) else _NO_DIGIT.sub("", fold(phone))
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    if len(digits) < SHORTEST_PHONE:
        return ()
    mark = delivery.persons.key(f"PHONE:{digits}")[2:18]
    key = Key("contact", f"phone:{mark}")
    return (
        NodeFact(key, "contact", {"name": mask_phone(digits), "kind": "phone"}, mention=True),
        LinkFact("contact_at", holder, key, {}, "phone", only="source"),
    )
