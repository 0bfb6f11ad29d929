"""``ownership.toml``: what makes a beneficial owner, a close link, a controller of a company."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from analyses.rulebook.entry import Entry, Ppm, Rule
from analyses.rulebook.faults import Fault
from graph.vocabulary import OFFICES

Right = Literal["capital", "votes", "income"]


class Criterion(Entry, frozen=True, kw_only=True):
    """A way of being a beneficial owner, each enough by itself.

    ``share``: at least ``least_ppm`` of ``right`` in the end; ``control``: actual control, alone or
    jointly; ``state_head``: whoever holds an office of a company that the state controls;
    ``management``: of the first of ``offices`` that anybody holds, and only where no natural person
    meets another criterion.
    """

    test: Literal["share", "control", "state_head", "management"]
    right: Right | None = None
    least_ppm: Ppm = 0
    offices: tuple[str, ...] = ()

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        if (self.test == "share") != (self.right is not None and self.least_ppm > 0):
            yield Fault("test", "份额标准须有 right 与 least_ppm", "a share needs right, least_ppm")
        if (self.test in ("state_head", "management")) != bool(self.offices):
            yield Fault("offices", "此项标准须列出职务", "this test needs offices")
        for office in self.offices:
            if office not in OFFICES:
                yield Fault("offices", f"没有职务“{office}”", f"there is no office {office!r}")


class CommitmentExemption(Entry, frozen=True, kw_only=True):
    """Who need not file its beneficial owners if it commits itself: registered capital of at most
    ``most_fen``, and natural persons as its only holders."""

    most_fen: Annotated[int, Meta(ge=1)]


class CloseLink(Entry, frozen=True, kw_only=True):
    """``case`` a: the subject holds the other; b: the other holds the subject; c: a third holds
    both; each to at least ``least_ppm`` in the end."""

    case: Literal["a", "b", "c"]
    least_ppm: Annotated[int, Meta(ge=1, le=1_000_000)]


class Cascade(Entry, frozen=True, kw_only=True):
    """The 50 % rule: ``least_ppm`` where nobody asks for another threshold."""

    least_ppm: Annotated[int, Meta(ge=1, le=1_000_000)]


class Method(Entry, frozen=True, kw_only=True):
    """How a controller is found, in the file's order: what is registered wins over what is worked
    out. ``organs``: owners named so stand for the state, and nobody is looked for above them."""

    method: Literal["registered", "votes", "concert"]
    organs: tuple[str, ...] = ()


class Ownership(Rule, frozen=True, kw_only=True):
    criterion: tuple[Criterion, ...]
    exemption: tuple[CommitmentExemption, ...]
    close_link: tuple[CloseLink, ...]
    cascade: tuple[Cascade, ...]
    controller: tuple[Method, ...]
