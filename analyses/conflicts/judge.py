"""The three questions on conflicts: of a lot, of a project, of a subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from analyses.conflicts.bidders import bidder_conflicts
from analyses.conflicts.found import Found, Ground
from analyses.conflicts.indicators import indicators
from analyses.conflicts.lots import read_lot
from analyses.conflicts.projects import (
    barred_in_office,
    root_of,
    two_projects,
)
from analyses.conflicts.projects import project_conflicts as _of_project
from analyses.roles import roles_of
from analyses.rulebook import Rulebook
from analyses.rulebook.conflicts import Grade
from analyses.work import BUDGETS, Work
from graph.ties import Ties, Walk, walk_of
from graph.views import Views

_BID: Final = walk_of(frozenset({"bids"}), None, "out")
_TAKES_PART: Final = frozenset({"participates", "leads"})


@dataclass(frozen=True, slots=True)
class Conflicts:
    """What was found, in the rules' order. ``day`` is that of the act, ``stated`` where it comes
    from. ``cut_short``: not all stakes or places were read."""

    found: tuple[Found, ...]
    day: date
    stated: str
    cut_short: bool

    def of(self, grade: Grade) -> tuple[Found, ...]:
        return tuple(each for each in self.found if each.grade == grade)


def lot_conflicts(network: Ties, views: Views, rules: Rulebook, lot: int, day: date) -> Conflicts:
    """The conflicts among the bidders of a lot on the day of opening, as may be told on ``day``.

    A ban in force on the day of opening counts after its term ran out, too; one that was repaired,
    annulled, removed or may not be published any more does not.
    Cost: the bidders' stakes, officers, contacts and records, and the bids of the lots they met in.
    """
    return _of_lot(network, views, rules, lot, day, terms_end=True)


def _of_lot(
    network: Ties, views: Views, rules: Rulebook, lot: int, day: date, *,
    terms_end: bool = False, work: Work | None = None,
) -> Conflicts:  # fmt: skip
    work = work or _work()
    read = read_lot(network, views, lot, day, work)
    ground = Ground(network, views, rules, read.opened, day, terms_end, work)
    found = [*bidder_conflicts(ground, read), *indicators(ground, read)]
    for unit in read.units:
        found += barred_in_office(ground, unit)
    ground.cut_short |= read.cut_short
    return _conflicts(ground, rules, found, read.stated)


def project_conflicts(
    network: Ties, views: Views, rules: Rulebook, project: int, day: date
) -> Conflicts:
    """The conflicts of the parts taken in a project, its works and buildings, on the day."""
    return _of_project_on(network, views, rules, project, day)


def _of_project_on(
    network: Ties, views: Views, rules: Rulebook, project: int, day: date, *,
    work: Work | None = None,
) -> Conflicts:  # fmt: skip
    ground = Ground(network, views, rules, day, day, work=work or _work())
    return _conflicts(ground, rules, _of_project(ground, project), "asked")


def subject_conflicts(
    network: Ties, views: Views, rules: Rulebook, subject: int, day: date
) -> tuple[tuple[tuple[int, Found], ...], bool]:
    """The conflicts a subject is a party to, each with the lot or project it is in (-1: an office
    held, wherever), and whether places were left out. Lots and projects, the latest first. What
    rests on a record past its life is left out: it is no longer told of the subject."""
    subject = network.canonical(subject)
    work = _work()
    ground = Ground(network, views, rules, day, day, work=work)
    lots = _places(network, subject, _BID)
    sites = _places(network, subject, walk_of(_TAKES_PART, day, "out"))
    projects = list(dict.fromkeys(root_of(ground, site) for site in sites))
    found: dict[object, tuple[int, Found]] = {}
    cut_short = len(lots) > BUDGETS.conflicts.places or len(projects) > BUDGETS.conflicts.places
    for judge, places in ((_of_lot, lots), (_of_project_on, projects)):
        for place in places[: BUDGETS.conflicts.places]:
            judged = judge(network, views, rules, place, day, work=work)
            cut_short = cut_short or judged.cut_short
            for each in judged.found:
                if subject in each.parties:
                    found.setdefault((place, each.key), (place, each))
    for each in _in_office(ground, subject):
        found.setdefault((-1, each.key), (-1, each))
    return _once(found.values()), cut_short or ground.cut_short or work.cut_short


def _work() -> Work:
    return Work(BUDGETS.conflicts.weighed)


def _once(found: Iterable[tuple[int, Found]]) -> tuple[tuple[int, Found], ...]:
    """What is true wherever the subject acts is said once, where it is not tied to a place."""
    everywhere = {each.key for place, each in found if place == -1}
    return tuple((place, each) for place, each in found
                 if place == -1 or each.key not in everywhere)  # fmt: skip


def _in_office(ground: Ground, subject: int) -> Iterator[Found]:
    """Whom a subject has in office though barred, and where it is in office though barred."""
    yield from barred_in_office(ground, subject)
    units = sorted({role.unit for role in roles_of(ground.network, subject, ground.work)})
    ground.cut_short = ground.cut_short or len(units) > BUDGETS.conflicts.units
    for unit in units[: BUDGETS.conflicts.units]:
        yield from barred_in_office(ground, unit, only=subject)
    for rule in ground.tests("two_projects"):
        yield from two_projects(ground, subject, rule)


def _places(network: Ties, subject: int, walk: Walk) -> list[int]:
    ties = sorted(network.ties(subject, walk), key=lambda tie: (-tie[4], tie[1]))
    return list(dict.fromkeys(tie[0] for tie in ties))


def _conflicts(ground: Ground, rules: Rulebook, found: Iterable[Found], stated: str) -> Conflicts:
    order = {rule.id: number for number, rule in enumerate(rules.conflicts.conflict)}
    kept: dict[object, Found] = {}
    for each in found:  # said twice, as of stakes held both ways: what is certain outweighs
        if each.key not in kept or (kept[each.key].answer, each.answer) == ("unknown", "yes"):
            kept[each.key] = each
    ordered = sorted(kept.values(), key=lambda each: (order[each.rule.id], each.parties))
    return Conflicts(
        tuple(ordered), ground.day, stated, ground.stakes.cut_short or ground.cut_short
    )
