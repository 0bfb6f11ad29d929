"""``inspection.toml``: how often which department visits whom, in which way, and who may not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from msgspec import Meta

from analyses.rulebook.entry import Entry, Ppm, Rule, Said
from analyses.rulebook.faults import Fault
from analyses.rulebook.schemes import Grade
from graph.vocabulary import LINK_KIND, VISIT_CAUSES

Way = Literal["on_site", "written", "online", "any"]


class Row(Rule, frozen=True, kw_only=True):
    """Of this public grade, ``ratio_ppm`` of the firms are drawn, none visited more than
    ``times`` a year by this department. ``grade`` empty: firms without a grade."""

    grade: Annotated[str, Meta(pattern=r"^([A-Z][A-Z+-]{0,3})?$")]
    ratio_ppm: Ppm
    times: Annotated[int, Meta(ge=0, le=365)]
    way: Way


class Department(Entry, frozen=True, kw_only=True):
    """A department's table. ``zh`` is its full name, ``names`` others it is delivered under.

    ``industries`` are the beginnings of GB/T 4754 codes of the firms it inspects; none means all.
    ``grading`` is the industry grading that weighs in; ``officers`` go on each visit.
    """

    names_zh: tuple[Said, ...] = ()
    industries: tuple[Annotated[str, Meta(pattern=r"^[A-T]\d{0,4}$")], ...] = ()
    grading: str | None = None
    officers: Annotated[int, Meta(ge=1, le=10)] = 2
    table: Annotated[tuple[Row, ...], Meta(min_length=1)]

    def names(self) -> Iterable[tuple[str, str, str]]:
        if self.grading is not None:
            yield "grading", f"gradings/{self.grading}.grading", self.grading

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        grades = [row.grade for row in self.table]
        if len(set(grades)) != len(grades):
            yield Fault("table", "同一等级有两行", "a grade twice")

    def row(self, grade: str) -> Row | None:
        return next((row for row in self.table if row.grade == grade), None)

    def covers(self, industry: str | None) -> bool:
        return not self.industries or bool(industry and industry.startswith(self.industries))


class Weighing(Entry, frozen=True, kw_only=True):
    """The industry grade's part: the ratio of the public grade times ``ratio_ppm`` in millionths
    (at most everybody), and ``times`` more visits a year."""

    grade: Grade
    ratio_ppm: Annotated[int, Meta(ge=0, le=10_000_000)]
    times: Annotated[int, Meta(ge=0, le=365)] = 0


class Spared(Entry, frozen=True, kw_only=True):
    """A public grade that is visited only for one of these causes."""

    grade: Grade
    save_for: tuple[str, ...]

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        if set(self.save_for) - set(VISIT_CAUSES):
            yield Fault("save_for", "没有这一起因", f"must be of {', '.join(VISIT_CAUSES)}")


class Ceiling(Entry, frozen=True, kw_only=True):
    """No subject is drawn that all departments together visited so ``many`` times by draw within
    ``months``; visits for one of ``uncounted`` causes do not count."""

    many: Annotated[int, Meta(ge=1, le=365)]
    months: Annotated[int, Meta(ge=1, le=120)]
    uncounted: tuple[str, ...] = ()


class Recusal(Entry, frozen=True, kw_only=True):
    """An officer tied to the subject by these kinds of link within ``hops`` is not drawn for it."""

    kinds: Annotated[tuple[str, ...], Meta(min_length=1)]
    hops: Annotated[int, Meta(ge=1, le=4)]

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        for kind in self.kinds:
            found = LINK_KIND.get(kind)
            if found is None or found.source != ("subject",) or found.target != ("subject",):
                yield Fault("kinds", f"“{kind}”不是主体之间的关系", f"{kind!r} ties no subjects")


class Absent(Entry, frozen=True, kw_only=True):
    """A firm whose status has one of these words is visited by nobody."""

    told: Annotated[tuple[Said, ...], Meta(min_length=1)]


class Inspection(Rule, frozen=True, kw_only=True):
    notice: tuple[Entry, ...]
    department: tuple[Department, ...]
    weighing: tuple[Weighing, ...]
    spared: tuple[Spared, ...]
    absent: tuple[Absent, ...]
    ceiling: tuple[Ceiling, ...]
    recusal: tuple[Recusal, ...]
