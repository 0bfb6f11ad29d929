"""A layout says how one kind of delivered table is recognised and what its rows state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from graph.errors import XinmaiError
from graph.facts import Fact

if TYPE_CHECKING:
    from ingest.catalogue import Admission
    from ingest.persons import PersonKeys

Cells = Mapping[str, str]
"""One row: canonical column name → text, trimmed and width-folded; absent cells are ''."""


class BadField(XinmaiError):
    """A cell that cannot be accepted: which field, what is wrong, and what would be right."""

    def __init__(
        self, field: str, problem_zh: str, problem_en: str, remedy_zh: str, remedy_en: str
    ) -> None:
        super().__init__(f"{problem_zh};{remedy_zh}", f"{problem_en}; {remedy_en}", field=field)
        self.field_name = field
        self.problem_zh = problem_zh
        self.problem_en = problem_en
        self.remedy_zh = remedy_zh
        self.remedy_en = remedy_en


@dataclass(frozen=True, slots=True)
class Column:
    """``name`` is canonical; ``headers`` are all spellings met (compared case-, width- and
    space-folded; ``name`` itself always counts). ``personal`` cells never reach a message."""

    name: str
    headers: tuple[str, ...] = ()
    required: bool = False
    personal: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a row's reader may know beside its cells. ``source`` scopes ids that are no national
    codes: ``f"{source}:{id}"``; ``admission`` binds a department's feed to the catalogue."""

    source: str
    persons: PersonKeys
    admission: Admission | None = None

    def scoped(self, id: str) -> str:
        return f"{self.source}:{id}"


@dataclass(frozen=True, slots=True)
class Layout:
    """``read`` turns a row into facts or raises BadField (or BadIdentifier). A table is of this
    layout when its header holds every column of ``signature`` (default: the required ones); the
    layout with the most matched columns wins."""

    name: str
    zh: str
    columns: tuple[Column, ...]
    read: Callable[[Cells, Delivery], tuple[Fact, ...]]
    signature: tuple[str, ...] = ()
    basis: str = ""  # the standard the layout comes from

    @property
    def telling(self) -> tuple[str, ...]:
        return self.signature or tuple(c.name for c in self.columns if c.required)


MAX_CELL: Final = 64 * 1024  # characters; a longer cell is quarantined


@dataclass(frozen=True, slots=True)
class Exchange:
    """An exchange format that is no table (BODS, GLEIF XML, FollowTheMoney).

    ``recognise`` looks at the first 64 KiB; ``records`` streams ``(line, record)``; an item it
    cannot read at all comes as ``(line, BadField)`` and the rest go on. ``read`` works as a
    layout's.
    """

    name: str
    zh: str
    recognise: Callable[[bytes], bool]
    records: Callable[[BinaryIO], Iterator[tuple[int, Mapping[str, Any] | BadField]]]
    read: Callable[[Mapping[str, Any], Delivery], tuple[Fact, ...]]
    basis: str = ""
