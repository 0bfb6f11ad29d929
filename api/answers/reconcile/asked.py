"""A batch of queries, as either version of the specification writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, TypeVar
from unicodedata import normalize

from msgspec import Meta, Struct

from api.answers.reconcile.types import CODES, ORGANIZATION, PROPERTIES
from api.bodies import shaped
from graph.errors import RefusedInput
from graph.masking import shown, speakable

MOST_QUERIES: Final = 50
MOST_CANDIDATES: Final = 50
USUAL: Final = 5
MOST_IDS: Final = 500

K = TypeVar("K")
Text = Annotated[str, Meta(max_length=400)]


class Entity(Struct, frozen=True, forbid_unknown_fields=True):
    """A value that is itself an entity."""

    id: Text
    name: Text = ""
    lang: Text = ""
    dir: Text = ""


Value = Text | int | float | bool | Entity
Values = Value | Annotated[list[Value], Meta(max_length=20)]


class Property02(Struct, frozen=True, forbid_unknown_fields=True):
    pid: Text
    v: Values


class Query02(Struct, frozen=True, forbid_unknown_fields=True):
    query: Text = ""
    type: Text | list[Text] = ""
    limit: float | None = None
    properties: Annotated[list[Property02], Meta(max_length=20)] = []
    type_strict: Literal["any", "should", "all"] = "any"


class Condition(Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    match_type: Literal["name", "id", "property"]
    property_value: Values
    property_id: Text = ""
    required: bool = False
    match_quantifier: Literal["any", "all", "none"] = "any"
    match_qualifier: Text = ""


class QueryDraft(Struct, frozen=True, forbid_unknown_fields=True):
    conditions: Annotated[list[Condition], Meta(min_length=1, max_length=20)]
    type: Text = ""
    limit: float | None = None
    lang: Text = ""
    dir: Text = ""


class DraftBatch(Struct, frozen=True, forbid_unknown_fields=True):
    queries: list[QueryDraft]


class DraftSent(Struct, frozen=True, forbid_unknown_fields=True):
    """A batch of which each query is read by itself."""

    queries: list[Any]


class Wanted(Struct, frozen=True, forbid_unknown_fields=True):
    id: Text
    settings: dict[str, Any] = {}


class Extension(Struct, frozen=True, forbid_unknown_fields=True):
    """A data extension query of either version: of whom, and what."""

    ids: Annotated[list[Text], Meta(max_length=MOST_IDS)]
    properties: Annotated[list[Wanted], Meta(max_length=50)]


@dataclass(frozen=True, slots=True)
class Given:
    """Values of a property; ``required`` (``all``, ``none`` of them, else any) rules out whom they
    do not fit."""

    property: str
    values: tuple[str, ...]
    required: bool = False
    quantifier: str = "any"


@dataclass(frozen=True, slots=True)
class Query:
    """``names`` are several ways to write one name; ``ids`` are meant exactly."""

    names: tuple[str, ...]
    ids: tuple[str, ...]
    types: tuple[str, ...]
    limit: int
    given: tuple[Given, ...]

    @property
    def codes(self) -> frozenset[str]:
        told = (value for one in self.given if one.property in CODES for value in one.values)
        return frozenset(normalize("NFKC", value).strip().upper() for value in told)

    @property
    def possible(self) -> bool:
        """Whether anything of the types asked for is kept here."""
        return not self.types or ORGANIZATION in self.types


Read = Query | RefusedInput
"""A query, or what is wrong with it."""


def queries_02(batch: Mapping[str, Any]) -> dict[str, Read]:
    """What is wrong with a query is said in its place, naming it and its field.

    Raises RefusedInput for more than are taken, and where none is right.
    """
    _few(len(batch))
    return _some({name: _read(_of_02, name[:40], asked) for name, asked in batch.items()})


def queries_draft(batch: DraftSent) -> list[Read]:
    """As ``queries_02``."""
    _few(len(batch.queries))
    read = {
        place: _read(_of_draft, f"queries[{place}]", asked)
        for place, asked in enumerate(batch.queries)
    }
    return list(_some(read).values())


def _read(of: Callable[[str, Any], Query], place: str, asked: Any) -> Read:
    try:
        return of(place, asked)
    except RefusedInput as wrong:
        return wrong


def _some(read: dict[K, Read]) -> dict[K, Read]:
    wrong = [one for one in read.values() if isinstance(one, RefusedInput)]
    if wrong and len(wrong) == len(read):
        raise wrong[0]
    return read


def _of_02(place: str, sent: Any) -> Query:
    asked = shaped(sent, Query02, place)
    types = [asked.type] if isinstance(asked.type, str) else asked.type
    given = tuple(Given(_property(place, p.pid), _texts(p.v)) for p in asked.properties)
    if not asked.query.strip() and not given:
        raise RefusedInput("请给出 query 或 properties", "give a query or properties",
                           field=f"{place}.query")  # fmt: skip
    names = (asked.query,) if asked.query.strip() else ()
    return _checked(place, Query(names, (), _named(types), _limit(place, asked.limit), given))


def _of_draft(place: str, sent: Any) -> Query:
    asked = shaped(sent, QueryDraft, place)
    by = {kind: [c for c in asked.conditions if c.match_type == kind] for kind in
          ("name", "id", "property")}  # fmt: skip
    given = tuple(
        Given(_property(place, c.property_id), _texts(c.property_value), c.required,
              c.match_quantifier)
        for c in by["property"]
    )  # fmt: skip
    names, ids = (
        tuple(text for c in by[kind] for text in _texts(c.property_value))
        for kind in ("name", "id")
    )
    return _checked(
        place, Query(names, ids, _named([asked.type]), _limit(place, asked.limit), given)
    )


def _named(types: Iterable[str]) -> tuple[str, ...]:
    return tuple(one for one in types if one)


def _texts(values: Values) -> tuple[str, ...]:
    several = values if isinstance(values, list) else [values]
    told = (one.id or one.name if isinstance(one, Entity) else str(one) for one in several)
    return tuple(text for text in told if text.strip())


def _property(place: str, id: str) -> str:
    if id not in PROPERTIES:
        raise RefusedInput(
            f"没有属性“{shown(id, 40)}”;可用的属性见 /reconcile/suggest/property",
            f"no property {shown(id, 40)!r}; /reconcile/suggest/property lists them",
            field=f"{place}.properties",
        )
    return id


def _limit(place: str, limit: float | None) -> int:
    if limit is None:
        return USUAL
    if not 1 <= limit <= MOST_CANDIDATES or limit != int(limit):
        raise RefusedInput(
            f"limit 应为 1 至 {MOST_CANDIDATES} 的整数",
            f"limit must be a whole number from 1 to {MOST_CANDIDATES}",
            field=f"{place}.limit",
        )
    return int(limit)


def _checked(place: str, query: Query) -> Query:
    """Nobody is reconciled by an identity number."""
    for text in (*query.names, *query.ids, *(v for one in query.given for v in one.values)):
        if speakable(text) != text:
            raise RefusedInput(
                "不能以身份证号码比对自然人;请以名称或代码比对组织",
                "persons are not reconciled by identity number; reconcile organisations by name "
                "or code",
                field=f"{place}.query",
            )
    return query


def _few(count: int) -> None:
    if count > MOST_QUERIES:
        raise RefusedInput(
            f"一批最多 {MOST_QUERIES} 项查询",
            f"a batch has at most {MOST_QUERIES} queries",
            field="queries",
        )


def ids_of(extension: Extension) -> Sequence[str]:
    """Each once, in order."""
    return list(dict.fromkeys(extension.ids))


BATCH_02: Final = dict[str, Any]
__all__ = [
    "BATCH_02",
    "DraftBatch",
    "DraftSent",
    "Extension",
    "Given",
    "Query",
    "Read",
    "queries_02",
    "queries_draft",
]
