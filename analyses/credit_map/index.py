"""Every project with a place, as arrays: built once a revision, asked by box and day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from analyses.projects.participation import units_of
from analyses.projects.sites import MILESTONE, PART_OF, PROJECT, WORKS, sites_of
from graph.census import nodes_of_kind
from graph.facts import NodeView
from graph.ties import Ties
from graph.topology import ALWAYS, FOREVER
from graph.views import Views
from graph.vocabulary import ROLES, STAGES

CHUNK: Final = 5_000  # projects read at a time
ACCEPTED: Final = STAGES.index("acceptance")
NONE: Final = -1


@dataclass(frozen=True, slots=True)
class ProjectIndex:
    """Columns by project. Places are WGS-84 in millionths of a degree, money is fen.

    ``entered[i, s]`` is the day (ordinal) on which stage ``s`` was entered, FOREVER for never; of
    acceptance, that of the last works. ``final`` is the stage with what descriptions state without
    a day; it counts from ``settled``, the last milestone, on. ``unlocated`` are the projects
    without a place.
    """

    revision: int
    longitude: NDArray[np.int32]
    latitude: NDArray[np.int32]
    investment: NDArray[np.int64]  # NONE: not told
    entered: NDArray[np.int32]
    final: NDArray[np.int8]
    settled: NDArray[np.int32]
    over: NDArray[np.int32]  # the stated day of completion; FOREVER
    planned: NDArray[np.int32]  # the day all of it was to be completed by; FOREVER: not told
    ids: tuple[str, ...]
    names: tuple[str, ...]
    divisions: tuple[str, ...]
    levels: tuple[str, ...]  # whose key project; '' for others
    is_key: NDArray[np.bool_]
    parties: NDArray[np.int64]  # (parts, 5): project's place here, unit, days, place in ROLES
    unlocated: int

    def stages(self, day: int) -> NDArray[np.int8]:
        """Each project's stage on the day, an index into STAGES; NONE where nothing is told."""
        reached = np.where(self.entered <= day, np.arange(len(STAGES)), NONE).max(axis=1)
        found: NDArray[np.int8] = np.where(self.settled <= day, self.final, reached).astype(np.int8)
        return found

    def parties_on(self, day: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Who takes part on the day: places of projects here, and units, side by side."""
        held = (self.parties[:, 2] <= day) & (self.parties[:, 3] >= day)
        return self.parties[held, 0], self.parties[held, 1]

    def taking_part(
        self, day: int, role: str | None = None, unit: int | None = None
    ) -> NDArray[np.bool_]:
        """The projects in which anyone, or this unit, takes part on the day, in this role if one
        is asked about."""
        held = (self.parties[:, 2] <= day) & (self.parties[:, 3] >= day)
        if role is not None:
            held &= self.parties[:, 4] == ROLES.index(role)
        if unit is not None:
            held &= self.parties[:, 1] == unit
        found = np.zeros(len(self.ids), dtype=np.bool_)
        found[self.parties[held, 0]] = True
        return found

    def in_progress(self, day: int) -> NDArray[np.bool_]:
        """Those neither accepted nor said to be completed by the day, and begun where that is
        told: a project whose first stage is still to come is not there yet."""
        stages = self.stages(day)
        begun = (stages != NONE) | (self.entered.min(axis=1) == FOREVER)
        open_: NDArray[np.bool_] = begun & (stages < ACCEPTED) & (self.over > day)
        return open_

    def delayed(self, day: int) -> NDArray[np.bool_]:
        """Those still in progress on the day though all was to be completed before it."""
        late: NDArray[np.bool_] = self.in_progress(day) & (self.planned < day)
        return late


def build(network: Ties, views: Views) -> ProjectIndex:
    """Cost: reading every project, its works and its milestones once; 120 bytes a project."""
    rows: list[_Row] = []
    unlocated = 0
    projects = nodes_of_kind(network, PROJECT)
    for start in range(0, len(projects), CHUNK):
        for row in _rows(network, views, projects[start : start + CHUNK].tolist()):
            if row is None:
                unlocated += 1
            else:
                rows.append(row)
    return _index(network.revision, rows, unlocated)


@dataclass(frozen=True, slots=True)
class _Row:
    view: NodeView
    parties: list[tuple[int, int, int, int]]
    entered: list[int]
    final: int
    settled: int
    planned: int


def _rows(network: Ties, views: Views, projects: list[int]) -> Iterator[_Row | None]:
    parts = {project: _parts(network, project) for project in projects}
    wanted = [*projects, *(part for below in parts.values() for part in below)]
    said = views.nodes(wanted)
    for project in projects:
        view = said.get(project)
        if view is None or network.canonical(project) != project:
            continue
        if "longitude" not in view.fields or "latitude" not in view.fields:
            yield None
            continue
        yield _row(network, said, view, parts[project])


def _parts(network: Ties, project: int) -> dict[int, int]:
    """Works and milestones of a project, each with the site it belongs to."""
    found: dict[int, int] = {}
    waiting = [project]
    while waiting:
        site = waiting.pop()
        for tie in network.every_tie(site):
            kind = network.kind_of(tie[0]) if tie[6] == PART_OF and not tie[7] else NONE
            if kind in (WORKS, MILESTONE) and tie[0] not in found:
                found[tie[0]] = site
                if kind == WORKS:
                    waiting.append(tie[0])
    return found


def _row(network: Ties, said: Any, view: NodeView, parts: dict[int, int]) -> _Row:
    project = view.number
    works = [part for part in parts if network.kind_of(part) == WORKS]
    entered = {site: [FOREVER] * len(STAGES) for site in (project, *works)}
    last = ALWAYS
    for part, site in parts.items():
        stage, day = _event(said.get(part))
        if stage != NONE:
            entered[site][stage] = min(entered[site][stage], day)
            last = max(last, day)
    own, accepted = entered[project], [_accepted(entered, parts, site) for site in works]
    whole = [min(days[stage] for days in entered.values()) for stage in range(ACCEPTED)]
    whole[-1] = min([whole[-1], own[ACCEPTED], *accepted])  # accepted in part: still being built
    whole.append(max(accepted) if works else own[ACCEPTED])
    reached = {site: max(_furthest(days), _stated(said.get(site)))
               for site, days in entered.items()}  # fmt: skip
    taking = units_of(network, sites_of(network, project))
    units = [(part.unit, part.first, part.last, ROLES.index(part.role)) for part in taking]
    planned = max((_planned(said.get(site)) for site in works), default=ALWAYS)
    planned = planned if planned != ALWAYS else _planned(view)
    final = _whole(reached, parts, project, works)
    return _Row(view, units, whole, final, last, FOREVER if planned == ALWAYS else planned)


def _planned(view: NodeView | None) -> int:
    """The day it was to be completed by; ALWAYS where nobody told."""
    day = view.fields.get("planned_end") if view is not None else None
    return day.toordinal() if isinstance(day, date) else ALWAYS


def _accepted(entered: dict[int, list[int]], parts: dict[int, int], site: int) -> int:
    """The day from which works count as accepted: their own, or that of what they are part of."""
    found, at = entered[site][ACCEPTED], site
    while at in parts:
        at = parts[at]
        found = min(found, entered[at][ACCEPTED])
    return found


def _furthest(days: list[int]) -> int:
    return max((stage for stage, day in enumerate(days) if day != FOREVER), default=NONE)


def _whole(reached: dict[int, int], parts: dict[int, int], project: int, works: list[int]) -> int:
    """The project's stage once all is known: accepted only when all its works are."""
    furthest = max(reached.values())
    if furthest < ACCEPTED or reached[project] == ACCEPTED or not works:
        return furthest
    done = {site for site in works if reached[site] == ACCEPTED or (parts[site] in reached
            and reached[parts[site]] == ACCEPTED)}  # fmt: skip
    return ACCEPTED if len(done) == len(works) else ACCEPTED - 1


def _event(view: NodeView | None) -> tuple[int, int]:
    """The stage a milestone enters and its day; NONE for works, and for what enters none."""
    decided = view.fields.get("decided") if view is not None else None
    if view is None or view.kind != "milestone" or not isinstance(decided, date):
        return NONE, FOREVER
    stage = view.fields.get("stage")
    return (STAGES.index(str(stage)) if stage in STAGES else NONE), decided.toordinal()


def _stated(view: NodeView | None) -> int:
    stage = view.fields.get("stage") if view is not None else None
    return STAGES.index(str(stage)) if stage in STAGES else NONE


def _index(revision: int, rows: list[_Row], unlocated: int) -> ProjectIndex:
    fields = [row.view.fields for row in rows]

    def numbers(name: str) -> list[int]:
        return [int(told.get(name, NONE)) for told in fields]  # type: ignore[arg-type]

    def over(told: Any) -> int:
        completed = told.get("completed")
        planned = "started" in told and isinstance(completed, date) and completed == told["started"]
        return FOREVER if not isinstance(completed, date) or planned else completed.toordinal()

    levels = tuple(str(told.get("key_level", "")) for told in fields)
    return ProjectIndex(
        revision,
        np.array(numbers("longitude"), dtype=np.int32),
        np.array(numbers("latitude"), dtype=np.int32),
        np.array(numbers("investment"), dtype=np.int64),
        np.array([row.entered for row in rows], dtype=np.int32).reshape(-1, len(STAGES)),
        np.array([row.final for row in rows], dtype=np.int8),
        np.array([row.settled for row in rows], dtype=np.int32),
        np.array([over(told) for told in fields], dtype=np.int32),
        np.array([row.planned for row in rows], dtype=np.int32),
        tuple(row.view.key.id for row in rows),
        tuple(row.view.name for row in rows),
        tuple(str(told.get("division", "")) for told in fields),
        levels,
        np.array([bool(level) for level in levels], dtype=np.bool_),
        np.array(
            [(place, *part) for place, row in enumerate(rows) for part in row.parties],
            dtype=np.int64,
        ).reshape(-1, 5),
        unlocated,
    )
