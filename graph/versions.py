"""Versions of statements and links as the tables have them, whichever store keeps them."""

from __future__ import annotations

from typing import Any, Final

from graph.encoding import link_shape
from graph.facts import LinkFact
from graph.told import ToldLink, ToldWithdrawal, measures
from graph.topology import ALWAYS, FOREVER, first_day, last_day
from graph.vocabulary import LINK_CODE, LINK_KINDS

Natural = tuple[int, int, int, str, int | None]
"""A link's natural key in the store's numbers: kind, source, target, distinct, first day."""

Version = list[Any]
"""A statement or link as its table has it: what is held and what is written look alike."""

NUMBER: Final = 0
# Of a statement: 1 node, 2 stated_by, 3 kind, 4 mention, 5 fields, 6 first, 7 last day.
NODE: Final = 1
SAYS: Final = slice(3, 8)
MENTIONED: Final = 4
# Of a link: 1 kind, 2 source, 3 target, 4 distinct, 5 fields, 6 first, 7 last day.
KIND, SOURCE, TARGET, DISTINCT, FIELDS, FIRST, LAST = range(1, 8)
# Of both.
RECORDED, RETIRED, FILE, LINE = 8, 9, 10, 11


def same(said: Version, fact: ToldLink) -> bool:
    """Whether a held link says what the fact does."""
    return bool(said[FIELDS] == fact.fields and said[LAST] == fact.last)


def says_all(said: Version, fact: ToldLink) -> bool:
    """Whether a held link says everything the fact does, and the same of its end."""
    if said[LAST] != fact.last:
        return False
    shape = link_shape(LINK_KINDS[fact.kind].name)
    held, told = shape.decode(said[FIELDS]), shape.decode(fact.fields)
    return all(held.get(name) == value for name, value in told.items())


def key_of(version: Version) -> Natural:
    """The natural key of a held link."""
    kind, source, target, distinct, _, first = version[1:7]
    return kind, source, target, distinct, first


def natural(fact: ToldLink | ToldWithdrawal, source: int, target: int) -> Natural:
    """The natural key of the link a fact is about, between nodes of these numbers."""
    return fact.kind, source, target, fact.distinct, fact.first


def as_array(fact: LinkFact, number: int, source: int, target: int) -> tuple[int, ...]:
    """The link as LINK_DTYPE has it."""
    kind = LINK_CODE[fact.kind]
    code, low, high = measures(kind, fact.fields)
    first, last = first_day(fact.valid_from), last_day(fact.valid_until)
    return number, kind, code, source, target, low, high, first, last


def told_array(fact: ToldLink, number: int, source: int, target: int) -> tuple[int, ...]:
    """As ``as_array``, of a fact as told."""
    first = ALWAYS if fact.first is None else fact.first
    last = FOREVER if fact.last is None else fact.last
    return number, fact.kind, fact.code, source, target, fact.low, fact.high, first, last
