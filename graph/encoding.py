"""Fields as canonical JSON, checked against the vocabulary at compiled speed.

Each kind's fields become one ``msgspec.Struct``: unknown names, wrong types and codes outside the
closed list are refused, and the order of the JSON is the order of the declaration, so equal
fields are equal texts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from graph.errors import RefusedInput, StoreDamaged
from graph.facts import Fields, Value
from graph.vocabulary import LINK_KINDS, NODE_KINDS, Field, LinkKind, NodeKind, Type

_INT64 = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
_TYPES: Final[dict[Type, Any]] = {
    Type.TEXT: str,
    Type.SEALED: str,
    Type.DATE: date,
    Type.BOOLEAN: bool,
    Type.INTEGER: _INT64,
    Type.FEN: _INT64,
    Type.MICRODEGREE: _INT64,
    Type.PPM: Annotated[int, Meta(ge=0, le=1_000_000)],
}


def _type(field: Field) -> Any:
    declared: Any = Literal[field.codes] if field.type is Type.CODE else _TYPES[field.type]
    return declared | UnsetType


class Shape:
    """The encoder and decoder of one kind's fields."""

    def __init__(self, kind: NodeKind | LinkKind) -> None:
        self.kind = kind.name
        members = [(field.name, _type(field), UNSET) for field in kind.fields]
        self.struct = msgspec.defstruct(
            f"{kind.name}_fields", members, forbid_unknown_fields=True, gc=False
        )
        self._decoder = msgspec.json.Decoder(self.struct)
        self._apart = kind.apart if isinstance(kind, NodeKind) else frozenset[str]()

    def encode(self, fields: Fields) -> str:
        """Canonical JSON. Raises RefusedInput naming the field: the caller has an error in it."""
        if not fields:
            return "{}"
        try:
            return _encode(_convert(fields, self.struct, builtin_types=_DATES)).decode()
        except (msgspec.ValidationError, UnicodeEncodeError) as error:
            raise self._refused(fields, error) from None

    def decode(self, text: str) -> dict[str, Value]:
        if text == "{}":
            return {}
        try:
            held = self._decoder.decode(text)
        except msgspec.MsgspecError as error:
            raise StoreDamaged(
                f"存储中“{self.kind}”的字段读不出来", f"stored fields of {self.kind!r}: {error}"
            ) from None
        return {
            name: value
            for name in self.struct.__struct_fields__
            if (value := getattr(held, name)) is not UNSET
        }

    def same_openly(self, one: str, other: str) -> bool:
        """Whether two texts of this kind differ in nothing but fields that are kept apart."""
        if one == other or not self._apart:
            return one == other
        names, held, told = self.struct.__struct_fields__, *map(self._decoder.decode, (one, other))
        return all(getattr(held, name) == getattr(told, name) for name in names
                   if name not in self._apart)  # fmt: skip

    def _refused(self, fields: Fields, error: Exception) -> RefusedInput:
        known = self.struct.__struct_fields__
        unknown = [name for name in fields if name not in known]
        name = unknown[0] if unknown else _field_of(str(error))
        why_zh, why = ("没有这个字段", "no such field") if unknown else ("值不合规定", "bad value")
        return RefusedInput(
            f"“{self.kind}”的字段“{name}”:{why_zh}", f"{self.kind}.{name}: {why}", field=name
        )


def _field_of(message: str) -> str:
    return message.rpartition("$.")[2].strip("`") if "$." in message else "?"


_encode: Final[Callable[[Any], bytes]] = msgspec.json.Encoder().encode


_convert: Final = msgspec.convert
_DATES: Final = (date,)

NODE_SHAPE: Final = {kind.name: Shape(kind) for kind in NODE_KINDS}
LINK_SHAPE: Final = {kind.name: Shape(kind) for kind in LINK_KINDS}


def node_shape(kind: str) -> Shape:
    try:
        return NODE_SHAPE[kind]
    except KeyError:
        raise unknown_kind(kind) from None


def link_shape(kind: str) -> Shape:
    try:
        return LINK_SHAPE[kind]
    except KeyError:
        raise unknown_kind(kind) from None


def unknown_kind(kind: str) -> RefusedInput:
    """The caller named a kind that is not declared."""
    return RefusedInput(
        f"词汇表里没有“{kind}”", f"no kind {kind!r} in the vocabulary", field="kind"
    )
