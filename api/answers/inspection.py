"""The double-random draw of a department: subjects and officers, from a public seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Final

import numpy as np

from analyses.evaluation.batch import score_all
from analyses.evaluation.evidence import Progress
from analyses.evaluation.scoring import edition
from analyses.inspection.draw import drawn, lot, officers_for
from analyses.inspection.pool import Graded, Pool, pool_of
from analyses.inspection.recusal import tied_subjects
from analyses.inspection.visits import visits
from analyses.rulebook import Rulebook, in_force, version
from analyses.rulebook.inspection import Department
from analyses.steps import Step
from api.answers import inspection_shapes as shapes
from api.answers.describe import described
from api.answers.evaluations import graded_roll
from api.answers.ground import Ground
from api.answers.masks import shown_name
from graph.acts import unit_key
from graph.errors import RefusedInput, UnknownId
from graph.ties import walk_of
from graph.views import StoreViews

ALGORITHM: Final = "sha256(seed|id); docs/inspection.md"
LONGEST_SEED: Final = 200
_ENFORCES: Final = frozenset({"enforces_for"})


def departments_answer(rules: Rulebook, day: date) -> shapes.DepartmentsAnswer:
    """The departments whose tables are in force on the day."""
    return {
        "departments": [_department(each) for each in in_force(rules.inspection.department, day)],
        "notices": _notices(rules, day),
    }


def draw_answer(
    ground: Ground, department: str, seed: str, progress: Progress | None = None
) -> shapes.DrawAnswer:
    """The same for the same seed, facts, rules and day. Raises UnknownId for a department without
    a table, RefusedInput for a seed that nobody could write down."""
    _check_seed(seed)
    norm = _known(ground, department)
    units = _units(ground, norm)
    pool = _pool(ground, norm, units, progress)
    quotas = [stratum.quota for stratum in pool.strata]
    by_lot = drawn(seed, pool.roll.ids, pool.member, quotas)
    causes = {each.place: each.cause for each in pool.called}
    called = sorted(causes, key=lambda place: lot(seed, pool.roll.ids[place]))
    places = [*called, *by_lot]
    officers = _officers(ground, units, seed)
    subjects = frozenset(int(pool.roll.numbers[place]) for place in places)
    ties = _recusals(ground, officers, subjects)
    return {
        **ground.frame(),
        "seed": seed,
        "department": _department(norm),
        "algorithm": ALGORITHM,
        "drawn": _Visits(ground, norm, seed, pool, officers, ties).listed(places, causes),
        "recused": _recused(ground, officers, ties),
        "officers": [officer.id for officer in officers],
        "strata": _strata(pool),
        "excluded": pool.excluded,
        "notices": _notices(ground.rules, ground.day),
    }


@dataclass(frozen=True, slots=True)
class Officer:
    number: int
    id: str
    name: str  # masked


Ties = dict[int, dict[int, tuple[Step, ...]]]
"""Officer → subject → path."""


def _check_seed(seed: str) -> None:
    if not 0 < len(seed) <= LONGEST_SEED or not seed.isprintable():
        raise RefusedInput(
            f"种子应为 1 至 {LONGEST_SEED} 个可见字符,并在抽取前公布",
            f"a seed has 1 to {LONGEST_SEED} visible characters, published before the draw",
            field="seed",
        )


def _known(ground: Ground, id: str) -> Department:
    found = version(ground.rules.inspection.department, id, ground.day)
    if found is None:
        raise UnknownId(
            f"没有部门“{id[:60]}”的抽查比例表;可用 xinmai draw --list-departments 查看",
            f"no inspection table of department {id[:60]!r}; see xinmai draw --list-departments",
            field="department",
        )
    return found


def _units(ground: Ground, norm: Department) -> frozenset[int]:
    """The nodes under which the department is delivered."""
    keys = [unit_key(name) for name in (norm.zh, norm.id, *norm.names_zh)]
    views = ground.store.nodes(keys, known_at=ground.known_at)
    return frozenset(ground.network.canonical(view.number) for view in views.values())


def _pool(
    ground: Ground, norm: Department, units: frozenset[int], progress: Progress | None
) -> Pool:
    roll, public = graded_roll(ground, progress)
    grading = ground.rules.gradings.get(norm.grading or "")
    industry = score_all(roll, edition(grading, ground.day), public) if grading else None
    abouts = in_force(grading.grading, ground.day) if grading else ()
    graded = Graded(public, industry, abouts[0] if abouts else None)
    reader = StoreViews(ground.store, ground.known_at)
    paid = visits(ground.network, reader, roll.numbers.tolist(), ground.day)
    return pool_of(ground.rules, roll, graded, norm, units, paid)


def _officers(ground: Ground, units: frozenset[int], seed: str) -> list[Officer]:
    """The department's officers on the day, in the order of their lots."""
    walk = walk_of(_ENFORCES, ground.day, "in")
    numbers = sorted({tie[0] for unit in units for tie in ground.network.ties(unit, walk)})
    views = ground.store.numbered(numbers, known_at=ground.known_at) if numbers else {}
    found = [
        Officer(number, views[number].key.id, shown_name("person", views[number].name))
        for number in numbers
    ]
    return sorted(found, key=lambda officer: lot(seed, officer.id))


def _recusals(ground: Ground, officers: list[Officer], subjects: frozenset[int]) -> Ties:
    found: Ties = {officer.number: {} for officer in officers}
    for norm in in_force(ground.rules.inspection.recusal, ground.day):
        for officer in officers:
            tied = tied_subjects(ground.network, officer.number, subjects, norm, ground.day)
            found[officer.number].update(tied)
    return found


@dataclass(frozen=True, slots=True)
class _Visits:
    ground: Ground
    norm: Department
    seed: str
    pool: Pool
    officers: list[Officer]
    ties: Ties

    def listed(self, places: list[int], causes: dict[int, str]) -> list[shapes.DrawnVisit]:
        """Visits for a cause first, then the drawn; each in the order of its lot."""
        numbers = [int(self.pool.roll.numbers[place]) for place in places]
        views = self.ground.store.numbered(numbers, known_at=self.ground.known_at)
        order = [officer.number for officer in self.officers]
        taken = [
            officers_for(turn, self.norm.officers, order, partial(self._is_tied, number))
            for turn, number in enumerate(numbers)
        ]
        known = {officer.number: officer for officer in self.officers}
        return [
            self._visit(
                place, views[number].name, causes.get(place, "draw"), [known[n] for n in who]
            )
            for place, number, who in zip(places, numbers, taken, strict=True)
        ]

    def _is_tied(self, subject: int, officer: int) -> bool:
        return subject in self.ties[officer]

    def _visit(self, place: int, name: str, cause: str, taken: list[Officer]) -> shapes.DrawnVisit:
        subject = self.pool.roll.ids[place]
        stratum = self.pool.stratum(place)
        return {
            "subject": subject,
            "name": name,
            "officers": [officer.id for officer in taken],
            "officer_names": [officer.name for officer in taken],
            "short": self.norm.officers - len(taken),
            "grade": stratum.grade,
            "industry_grade": stratum.industry_grade,
            "cause": cause,
            "way": stratum.way,
            "order": lot(self.seed, subject).hex(),
        }


def _recused(ground: Ground, officers: list[Officer], ties: Ties) -> list[shapes.RecusedOfficer]:
    """Who, for whom, by which path: in the officers' order."""
    steps = [step for tied in ties.values() for path in tied.values() for step in path]
    known = described(ground, steps)
    return [
        {
            "officer": officer.id,
            "officer_name": officer.name,
            "subject": known.brief(subject)["id"],
            "path": [known.step(step) for step in path],
        }
        for officer in officers
        for subject, path in ties[officer.number].items()
        if path
    ]


def _strata(pool: Pool) -> list[shapes.StratumItem]:
    return [
        {
            "grade": stratum.grade,
            "industry_grade": stratum.industry_grade,
            "ratio_ppm": stratum.ratio_ppm,
            "times": stratum.times,
            "way": stratum.way,
            "size": stratum.size,
            "eligible": stratum.eligible,
            "quota": stratum.quota,
            "pool": _digest(pool, place),
        }
        for place, stratum in enumerate(pool.strata)
        if stratum.size
    ]


def _digest(pool: Pool, stratum: int) -> str:
    ids = sorted(pool.roll.ids[place] for place in np.flatnonzero(pool.member == stratum).tolist())
    return sha256("".join(f"{each}\n" for each in ids).encode()).hexdigest()


def pool_answer(
    ground: Ground, department: str, progress: Progress | None = None
) -> shapes.PoolAnswer:
    """Everybody who may be drawn, by id: for whoever wants to draw again."""
    norm = _known(ground, department)
    pool = _pool(ground, norm, _units(ground, norm), progress)
    members = [
        (pool.roll.ids[place], pool.strata[member])
        for place, member in enumerate(pool.member.tolist())
        if member >= 0
    ]
    return {
        **ground.frame(),
        "department": _department(norm),
        "pool": [
            {
                "id": subject,
                "grade": stratum.grade,
                "industry_grade": stratum.industry_grade,
            }
            for subject, stratum in sorted(members, key=lambda member: member[0])
        ],
    }


def _department(norm: Department) -> shapes.DepartmentItem:
    return {
        "id": norm.id,
        "name": norm.zh,
        "en": norm.en,
        "grading": norm.grading,
        "industries": list(norm.industries),
    }


def _notices(rules: Rulebook, day: date) -> list[str]:
    return [f"{n.zh} / {n.en}" for n in in_force(rules.inspection.notice, day)]
