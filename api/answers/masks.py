"""What a reader without a case may read of a person: names and numbers masked, nothing sealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from graph.facts import Value
from graph.masking import mask_name, mask_phone, shown_name
from graph.vocabulary import Field, Type

__all__ = ["Readable", "readable", "shown_name"]

WITHHELD: Final = "***"

Readable = dict[str, str | int | bool]


def readable(declared: Sequence[Field], fields: Mapping[str, Value]) -> tuple[Readable, list[str]]:
    """The fields to show and the names of those masked or withheld."""
    shown: Readable = {}
    masked: list[str] = []
    known = {field.name: field for field in declared}
    for name, value in fields.items():
        field = known.get(name)
        if field is not None and field.type is Type.SEALED:
            continue
        if field is not None and field.personal:
            masked.append(name)
            shown[name] = _masked(name, str(value))
        else:
            shown[name] = value if isinstance(value, str | int) else value.isoformat()
    return shown, masked


def _masked(name: str, value: str) -> str:
    if name == "name":
        return mask_name(value)
    if name == "phone":
        return mask_phone(value)
    return value if name == "identity_masked" else WITHHELD
