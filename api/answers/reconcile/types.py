"""What may be reconciled: enterprises and other organisations, by these properties.

Persons are not: a name is no key to a person, and an identity number is not to be sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from graph.search_text import plain
from graph.vocabulary import NODE_KIND, Type

ORGANIZATION: Final = "organization"
TYPE: Final = {"id": ORGANIZATION, "name": "组织 organization"}
CODES: Final = frozenset({"uscc", "organization_code", "registration_number", "lei"})
LEGAL_REPRESENTATIVE: Final = "legal_representative"
OTHER_TYPE: Final = "type"


@dataclass(frozen=True, slots=True)
class Property:
    """``type`` is None for what is no field: the legal representative, read from the offices."""

    id: str
    zh: str
    type: Type | None

    def told(self) -> dict[str, Any]:
        return {"id": self.id, "name": f"{self.zh} {self.id}"}


PROPERTIES: Final = {
    field.name: Property(field.name, field.zh, field.type)
    for field in NODE_KIND[ORGANIZATION].fields
    if not field.personal
} | {LEGAL_REPRESENTATIVE: Property(LEGAL_REPRESENTATIVE, "法定代表人(脱敏)", None)}


def types_like(prefix: str) -> list[dict[str, Any]]:
    return [TYPE] if _like(TYPE["name"], prefix) else []


def properties_like(prefix: str) -> list[dict[str, Any]]:
    return [one.told() for one in PROPERTIES.values() if _like(f"{one.zh} {one.id}", prefix)]


def _like(name: str, prefix: str) -> bool:
    return plain(prefix.strip()) in plain(name)
