"""What a kind of node, a kind of link and a field are declared by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """What a field holds. All are exact."""

    TEXT = "text"
    DATE = "date"  # a real calendar day, ISO 8601 in storage
    INTEGER = "integer"
    PPM = "ppm"  # a share, in parts per million
    FEN = "fen"  # money, in hundredths of a yuan
    MICRODEGREE = "microdegree"  # WGS-84, millionths of a degree
    BOOLEAN = "boolean"
    CODE = "code"  # one of a closed list of English names
    SEALED = "sealed"  # encrypted at rest


@dataclass(frozen=True, slots=True)
class Field:
    """``apart``: who may be told the rest may yet not be told this, nor that it changed."""

    name: str
    zh: str
    type: Type = Type.TEXT
    personal: bool = False
    codes: tuple[str, ...] = ()
    apart: bool = False


@dataclass(frozen=True, slots=True)
class NodeKind:
    """A kind of node. ``label`` is its Neo4j label; ``family`` its id space."""

    name: str
    zh: str
    label: str
    family: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    @property
    def apart(self) -> frozenset[str]:
        """The fields that are kept apart."""
        return frozenset(field.name for field in self.fields if field.apart)


@dataclass(frozen=True, slots=True)
class LinkKind:
    """A kind of link. ``code_field`` is the field the network carries as a small integer."""

    name: str
    zh: str
    type: str
    source: tuple[str, ...]  # families
    target: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    code_field: str | None = None

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    @property
    def codes(self) -> tuple[str, ...]:
        return self.field(self.code_field).codes if self.code_field else ()
