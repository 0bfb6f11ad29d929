"""``lists.toml``: the lists and kinds of record, how data names them, their terms and effects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from analyses.rulebook.entry import Entry, Months, Rule
from analyses.rulebook.faults import Fault
from graph.vocabulary import SANCTION_KINDS

Severity = Literal["minor", "general", "serious"]


class ListRule(Entry, frozen=True, kw_only=True):
    """A list or a kind of record. The first entry of the file that knows a record has it.

    ``kinds`` are ``vocabulary.SANCTION_KINDS``. ``named`` are found in the record's list or name,
    ``told`` in what it says of violation, penalty and content, ``based`` in its basis; a pattern of
    several words needs all of them, and an entry without patterns takes every record of its kinds.
    ``term_months`` is the national term from the decision, which a stated end may lengthen by
    ``extension_months``; ``exit_after_months`` the earliest day of an early exit.
    ``continuing``: the behaviour lasts as long as the record stands.
    ``measures`` fall on the listed unit, ``person_measures`` on a listed natural person, and
    ``uncertain_measures`` on the latter only under a condition that few records state: they are
    certain where the record has words of ``met_if_told``. With ``sure_if_told``, measures are
    certain only where the record says so or states its end.
    """

    kinds: tuple[str, ...]
    named: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    based: tuple[str, ...] = ()
    severity: Severity | None = None
    term_months: Months | None = None
    extension_months: int = 0
    exit_after_months: Months | None = None
    exit_zh: str = ""
    exit_en: str = ""
    continuing: bool = False
    measures: tuple[str, ...] = ()
    person_measures: tuple[str, ...] = ()
    uncertain_measures: tuple[str, ...] = ()
    met_if_told: tuple[str, ...] = ()
    sure_if_told: tuple[str, ...] = ()
    condition_zh: str = ""
    condition_en: str = ""

    def names(self) -> Iterable[tuple[str, str, str]]:
        for key in ("measures", "person_measures", "uncertain_measures"):
            yield from ((key, "measures.measure", named) for named in getattr(self, key))

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        unknown = set(self.kinds) - set(SANCTION_KINDS)
        if unknown or not self.kinds:
            allowed = ", ".join(SANCTION_KINDS)
            yield Fault("kinds", f"应为以下之一:{allowed}", f"must be of: {allowed}")
        if any(not pattern.strip() for pattern in (*self.named, *self.told, *self.based)):
            yield Fault("named", "有空白的名称", "a blank pattern would match everything")


class Lists(Rule, frozen=True, kw_only=True):
    list: tuple[ListRule, ...]
