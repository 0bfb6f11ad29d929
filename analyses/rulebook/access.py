"""Who may ask what, and which facts stand before them: the table that every request is decided by.

    view      which kinds of nodes and links, and which fields, are there at all
    question  what is asked: the addresses that ask it
    grant     which roles may ask which questions, over which view, of whom, what for

What no grant allows is denied. Where several grants of a role speak of one question, the first
that fits the subject counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Annotated, Final, Literal

from msgspec import Meta

from analyses.rulebook.entry import Entry, Rule
from analyses.rulebook.faults import Fault
from graph.vocabulary import LINK_KIND, NODE_KIND, NODE_KINDS, Type

EVERY: Final = "*"
Address = Annotated[str, Meta(pattern=r"^(GET|POST|PUT|PATCH|DELETE) /[^ ]*$")]


class Role(StrEnum):
    """The roles of the design. ``development`` is that of the key printed at the start of a service
    on loopback; no kept key can have it."""

    PUBLIC = "public"
    OFFICER = "officer"
    REVIEWER = "reviewer"
    INVESTIGATOR = "investigator"
    BANK = "bank"
    CREDIT_SUBJECT = "credit-subject"
    FEEDER = "feeder"
    STEWARD = "steward"
    AUDITOR = "auditor"
    SECURITY_ADMINISTRATOR = "security-administrator"
    SYSTEM_ADMINISTRATOR = "system-administrator"
    DEVELOPMENT = "development"


class View(Entry, frozen=True, kw_only=True):
    """The kinds of ``nodes`` and ``links`` that exist for who asks, ``*`` for all; a link is there
    if both its ends are. ``withheld`` are fields (``kind.field``) left out of what is there: those
    that the vocabulary keeps apart, of a kind all or none, so that their changes leave no trace."""

    nodes: tuple[str, ...]
    links: tuple[str, ...]
    withheld: tuple[str, ...] = ()

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        yield from _unknown("nodes", self.nodes, NODE_KIND)
        yield from _unknown("links", self.links, LINK_KIND)
        fields = {f"{kind.name}.{field}": kind.apart for kind in NODE_KINDS for field in kind.apart}
        yield from _unknown("withheld", self.withheld, fields)
        for name in self.withheld:
            kind, apart = name.partition(".")[0], fields.get(name, frozenset())
            if not {f"{kind}.{field}" for field in apart} <= {*self.withheld}:
                yield Fault("withheld", f"“{kind}”的另存字段应一并不予显示",
                            f"what is kept apart of {kind!r} is withheld together")  # fmt: skip


class Question(Entry, frozen=True, kw_only=True):
    """``routes`` as the published contract writes them: ``GET /v1/subjects/{id}``."""

    routes: tuple[Address, ...]


class Grant(Entry, frozen=True, kw_only=True):
    """``of``: anybody, or only the subject that who asks speaks for (``own``); ``purpose``: whether
    one must be stated with the request, or (``asked``) there or in what is asked."""

    roles: tuple[Role, ...]
    questions: tuple[str, ...]
    view: str
    of: Literal["any", "own"] = "any"
    purpose: bool | Literal["asked"] = False

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield "view", "access.view", self.view
        for question in self.questions:
            if question != EVERY:
                yield "questions", "access.question", question


class Disclosure(Entry, frozen=True, kw_only=True):
    """The ``fields`` of a person that are shown for ``hours`` once a second person allows it.
    ``second``: of the organisation whose case it is (``own``), or of any."""

    fields: tuple[str, ...]
    second: Literal["own", "any"]
    hours: Annotated[int, Meta(ge=1, le=720)]

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        declared = NODE_KIND["person"].fields
        yield from _unknown("fields", self.fields, {field.name for field in declared
                                                    if field.type is not Type.SEALED})  # fmt: skip


class Access(Rule, frozen=True, kw_only=True):
    view: tuple[View, ...]
    question: tuple[Question, ...]
    grant: tuple[Grant, ...]
    disclosure: tuple[Disclosure, ...]


def _unknown(key: str, named: Iterable[str], known: Iterable[str]) -> Iterator[Fault]:
    there = {EVERY, *known}
    for name in named:
        if name not in there:
            yield Fault(key, f"没有“{name}”", f"there is no {name!r}")
