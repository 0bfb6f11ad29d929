"""Versions of statements and links as the tables have them, whichever store keeps them."""

from __future__ import annotations

from typing import Any, Final

from graph.encoding import link_shape
from graph.facts import LinkFact, NodeFact, Withdrawal
from graph.topology import NO_CODE, first_day, last_day
from graph.vocabulary import LINK_CODE, LINK_KIND, NODE_CODE

CODES: Final = {
    kind.name: {code: index for index, code in enumerate(kind.codes)} for kind in LINK_KIND.values()
}
CODE_FIELD: Final = {kind.name: kind.code_field for kind in LINK_KIND.values()}
OWNS: Final = LINK_CODE["owns"]

Natural = tuple[int, int, int, str, int | None]
"""A link's natural key in the store's numbers: kind, source, target, distinct, first day."""

Version = list[Any]
"""A statement or link as its table has it: what is held and what is written look alike."""

NUMBER: Final = 0
# Of a statement: 1 node, 2 stated_by, 3 kind, 4 mention, 5 fields, 6 first, 7 last day.
SAYS: Final = slice(3, 8)
MENTIONED: Final = 4
# Of a link: 1 kind, 2 source, 3 target, 4 distinct, 5 fields, 6 first, 7 last day.
KIND, SOURCE, TARGET, DISTINCT, FIELDS, FIRST, LAST = range(1, 8)
# Of both.
RECORDED, RETIRED, FILE, LINE = 8, 9, 10, 11


def says(fact: NodeFact, text: str) -> list[Any]:
    """What a statement says, as its columns ``SAYS`` have it."""
    first, last = fact.valid_from, fact.valid_until
    return [
        NODE_CODE[fact.kind],
        1 if fact.mention else 0,
        text,
        None if first is None else first.toordinal(),
        None if last is None else last.toordinal(),
    ]


def same(said: Version, fact: LinkFact, text: str) -> bool:
    """Whether a held link says what the fact does."""
    last = fact.valid_until
    day = None if last is None else last.toordinal()
    return bool(said[FIELDS] == text and said[LAST] == day)


def says_all(said: Version, fact: LinkFact) -> bool:
    """Whether a held link says everything the fact does, and the same of its end."""
    last = fact.valid_until
    if said[LAST] != (None if last is None else last.toordinal()):
        return False
    held = link_shape(fact.kind).decode(said[FIELDS])
    return all(held.get(name) == value for name, value in fact.fields.items())


def key_of(version: Version) -> Natural:
    """The natural key of a held link."""
    kind, source, target, distinct, _, first = version[1:7]
    return kind, source, target, distinct, first


def natural(fact: LinkFact | Withdrawal, source: int, target: int) -> Natural:
    """The natural key of the link a fact is about, between nodes of these numbers."""
    first = fact.valid_from
    day = None if first is None else first.toordinal()
    return LINK_CODE[fact.kind], source, target, fact.distinct, day


def as_array(fact: LinkFact, number: int, source: int, target: int) -> tuple[int, ...]:
    """The link as LINK_DTYPE has it. An absent share may be anything from nothing to the whole."""
    fields, low, high, code = fact.fields, 0, 0, NO_CODE
    kind = LINK_CODE[fact.kind]
    if kind == OWNS:
        low, high = int(fields.get("share_min", 0)), int(fields.get("share_max", 1_000_000))  # type: ignore[arg-type]
    name = CODE_FIELD[fact.kind]
    if name is not None and name in fields:
        code = CODES[fact.kind][str(fields[name])]
    first, last = first_day(fact.valid_from), last_day(fact.valid_until)
    return number, kind, code, source, target, low, high, first, last
