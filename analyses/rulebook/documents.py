"""``documents.toml``: the laws, orders and methods that rules are based on."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import field

from analyses.rulebook.entry import Name, Rule, Said

Level = Literal["law", "regulation", "order", "local", "judicial", "policy", "standard", "method"]


class Document(Rule, frozen=True, kw_only=True):
    """``number`` is its official one (国务院令第724号). A ``method`` is our own choice, no law."""

    id: Name
    zh: Said
    level: Level
    issuer: Said
    number: str = ""
    since: date = field(name="from")
    until: date | None = None


class Documents(Rule, frozen=True, kw_only=True):
    document: tuple[Document, ...]
