"""``reach.toml``: whom a record of a unit reaches besides, because a norm names its role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from msgspec import Meta

from analyses.rulebook.entry import Entry, Months, Rule
from analyses.rulebook.faults import Fault
from graph.vocabulary import OFFICES

When = Literal["behaviour", "listing", "now"]
Effect = Literal["listed", "restricted", "barred", "recorded"]


class Reach(Entry, frozen=True, kw_only=True):
    """``offices`` (``vocabulary.OFFICES``) that the norm names, held at one of the times ``at``.

    ``actual_controller`` also means a registered `controls` link; a computed one never.
    ``effect`` is what becomes of the holder: listed as well, restricted, barred, or only recorded
    beside the unit (no measure). ``months`` is the measure's own term from the decision, None for
    as long as the record lives. ``condition`` is what the norm asks besides: the answer is unknown,
    not yes, unless the record has words of ``met_if_told`` or the office is among ``sure``.
    """

    list: tuple[str, ...]
    offices: Annotated[tuple[str, ...], Meta(min_length=1)]
    at: Annotated[tuple[When, ...], Meta(min_length=1)]
    effect: Effect
    measures: tuple[str, ...] = ()
    months: Months | None = None
    condition_zh: str = ""
    condition_en: str = ""
    met_if_told: tuple[str, ...] = ()
    sure: tuple[str, ...] = ()

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield from (("list", "lists.list", named) for named in self.list)
        yield from (("measures", "measures.measure", named) for named in self.measures)

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        for key, offices in (("offices", self.offices), ("sure", self.sure)):
            for office in offices:
                if office not in OFFICES:
                    yield Fault(key, f"没有职务“{office}”", f"there is no office {office!r}")
        if (self.effect == "recorded") == bool(self.measures):
            yield Fault("measures", "措施与效力不符", "only what is merely recorded has no measure")
        if bool(self.condition_zh) != bool(self.condition_en):
            yield Fault("condition_zh", "条件须中英文都有", "say the condition in both languages")


class Reaches(Rule, frozen=True, kw_only=True):
    reach: tuple[Reach, ...]
