"""What a question is, so that every answer can be proved, compared, supposed and explained alike.

An answer is broken into *statements*. A statement's key says who, in which relation, under which
rule: the same key on another day is the same statement, with another value or not made at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from analyses.rulebook import Rulebook
from graph.ties import Ties
from graph.views import Views

RULED: Final = (
    "documents", "lists", "measures", "reach", "repair", "life", "conflicts", "alerts", "ownership",
)  # fmt: skip
"""The sections of the rulebook that any of the questions reads."""

Scalar: TypeAlias = str | int | bool
Certainty = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Scene:
    """What an answer is worked out from: the network, what is stated beside it, rules and day."""

    network: Ties
    views: Views
    rules: Rulebook
    day: date

    def on(self, day: date) -> Scene:
        return replace(self, day=day)


@dataclass(frozen=True, slots=True)
class Asked:
    """Of whom a question is asked, by number, and with which parameters (all of them, checked)."""

    subjects: tuple[int, ...]
    parameters: Mapping[str, Scalar]


class StatementKey(NamedTuple):
    """``parties`` are the nodes it is about beside those asked of; ``rule`` is a rule's id."""

    relation: str
    parties: tuple[int, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing an answer says. ``certain`` is False where a missing share or date would decide.

    ``nodes`` and ``links`` are what it stands on directly, by number.
    """

    relation: str
    parties: tuple[int, ...]
    values: Mapping[str, Scalar] = field(default_factory=dict)
    certain: bool = True
    rule: str = ""
    nodes: tuple[int, ...] = ()
    links: tuple[int, ...] = ()

    @property
    def key(self) -> StatementKey:
        return StatementKey(self.relation, self.parties, self.rule)

    @property
    def says(self) -> tuple[object, ...]:
        """What two statements of one key must share to be the same."""
        return tuple(sorted(self.values.items())), self.certain


@dataclass(frozen=True, slots=True)
class Answered:
    """``cut`` names what made the answer incomplete (a cap, a budget); empty when it is whole."""

    statements: tuple[Statement, ...]
    cut: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        return not self.cut


@dataclass(frozen=True, slots=True)
class Parameter:
    """``default`` also tells the type; ``least`` and ``most`` bound integers, ``codes`` texts."""

    name: str
    zh: str
    en: str
    default: Scalar
    least: int = 0
    most: int = 0
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lack:
    """A condition that is not met, or cannot be told (``certainty`` unknown).

    ``code`` is stable; ``said`` holds the figures its sentence is made of (``has``, ``needs``,
    days in ISO form); ``nodes`` and ``links`` were looked at. ``about`` is where it breaks.
    """

    code: str
    certainty: Certainty = "no"
    said: Mapping[str, Scalar] = field(default_factory=dict)
    about: int | None = None
    nodes: tuple[int, ...] = ()
    links: tuple[int, ...] = ()


Condition: TypeAlias = Callable[[Scene, Asked, int, tuple[Statement, ...]], Lack | None]
"""Whether ``other`` fails here, given what the answer says of it; None if it does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, by one declaration. ``answer`` is pure. ``conditions`` are in the question's
    own order: the first that is not met is why somebody is not in the answer. ``relations`` name
    each relation of its statements in Chinese and English. ``about`` are the families of what it
    is asked of, ``others`` those of whom it may name. ``ruled`` are the sections of the
    rulebook that its answer reads, which then belong to its proof."""

    name: str
    zh: str
    en: str
    answer: Callable[[Scene, Asked], Answered]
    conditions: tuple[Condition, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    several: bool = False  # asked of more than one subject at once
    relations: Mapping[str, tuple[str, str]]
    about: tuple[str, ...] = ("subject",)
    others: tuple[str, ...] = ("subject",)
    ruled: tuple[str, ...] = ()

    def ask(self, scene: Scene, asked: Asked) -> Answered:
        """Statements in the order of their keys. Raises ValueError if two share a key."""
        found = self.answer(scene, asked)
        ordered = tuple(sorted(found.statements, key=lambda statement: statement.key))
        if len({statement.key for statement in ordered}) < len(ordered):
            raise ValueError(f"{self.name}: two statements of one key")
        return replace(found, statements=ordered)

    def defaults(self) -> dict[str, Any]:
        return {parameter.name: parameter.default for parameter in self.parameters}


def of(statements: tuple[Statement, ...], other: int) -> tuple[Statement, ...]:
    """The statements about ``other``."""
    return tuple(statement for statement in statements if other in statement.parties)


def merged(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """One statement a key: the first one's values, certain if one is, on what all stand on."""
    found: dict[StatementKey, Statement] = {}
    for one in statements:
        known = found.get(one.key)
        found[one.key] = one if known is None else replace(
            known,
            certain=known.certain or one.certain,
            nodes=tuple(sorted({*known.nodes, *one.nodes})),
            links=tuple(sorted({*known.links, *one.links})),
        )  # fmt: skip
    return tuple(found.values())
