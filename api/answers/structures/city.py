"""What takes a pass over the whole city, worked out once a day asked about and revision."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from analyses.citywide.holdings import Holdings, holdings_of
from analyses.rulebook.structures import GroupRule, LoopRule, OverfullRule, Shell
from analyses.stakes import WHOLE, Right, Stakes
from analyses.structures.groups import CityGroups, city_groups, organs_among
from analyses.structures.loops import Loop, city_loops, described
from analyses.structures.overfull import city_overfull
from analyses.structures.shells import Cluster, Shells, clusters_among, suspects
from analyses.work import Work
from api.answers.ground import Ground
from api.answers.kept import Kept
from api.answers.risk.scoreboards import frozen

UNLIMITED: Final = 10**12


@dataclass(frozen=True, slots=True)
class CityStructures:
    """Owned by whoever answers. Safe for many threads: one works, the others wait."""

    _loops: Kept[list[Loop]] = field(default_factory=Kept)
    _overfull: Kept[list[int]] = field(default_factory=Kept)
    _groups: Kept[CityGroups] = field(default_factory=Kept)
    _shells: Kept[list[Cluster]] = field(default_factory=Kept)

    def loops(self, ground: Ground, rule: LoopRule) -> list[Loop]:
        """Those through which most may come back first."""

        def work() -> list[Loop]:
            stakes = Stakes(ground.network, ground.day, work=Work(UNLIMITED))
            loops = city_loops(_held(ground, "capital"))
            found = [described(stakes, loop, Work()) for loop in loops]
            kept = [loop for loop in found if loop.most * WHOLE >= rule.least_ppm]
            return sorted(kept, key=lambda loop: (-loop.least, -loop.most, loop.members))

        return self._loops.at(ground, work)

    def overfull(self, ground: Ground, rule: OverfullRule) -> list[int]:
        return self._overfull.at(
            ground, lambda: city_overfull(_held(ground, "capital"), rule.tolerance_ppm)
        )

    def groups(self, ground: Ground, rule: GroupRule) -> CityGroups:
        organs = organs_among(ground.views, ground.rules, ground.day)
        return self._groups.at(
            ground,
            lambda: city_groups(
                _held(ground, "votes"), frozen(ground.network).node_kinds, organs, rule.least_firms
            ),
        )

    def shells(self, ground: Ground, rule: Shell) -> list[Cluster]:
        def work() -> list[Cluster]:
            network = frozen(ground.network)
            firms = suspects(network, rule, ground.day)
            return clusters_among(Shells(network, ground.views, rule, ground.day), firms)

        return self._shells.at(ground, work)


def _held(ground: Ground, right: Right) -> Holdings:
    return holdings_of(frozen(ground.network), ground.day, right)
