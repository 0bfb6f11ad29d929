"""Conflicts on seeded random worlds: exactly what brute force over the rows finds."""

from __future__ import annotations

from collections import Counter

from analyses.conflicts import Conflicts, lot_conflicts, project_conflicts
from analyses.rulebook import load_rules
from tests.analyses.conflict_oracle import Oracle, Told
from tests.analyses.conflict_worlds import OPENED, TODAY, world

RULES = load_rules()


def told(found: Conflicts) -> Told:
    assert not found.cut_short
    return {(each.rule.id, frozenset(each.parties), each.answer) for each in found.found}


def test_five_thousand_random_worlds_agree_with_brute_force() -> None:
    seen: Counter[str] = Counter()
    for seed in range(5_000):
        drawn = world(seed)
        asked = drawn.drawing.network, drawn.drawing, RULES
        lot = told(lot_conflicts(*asked, drawn.lot, TODAY))
        assert lot == Oracle(drawn, OPENED).lot(), seed
        project = told(project_conflicts(*asked, drawn.project, TODAY))
        assert project == Oracle(drawn, TODAY).project(), seed
        seen.update(rule for rule, _, _ in lot | project)
    assert min(seen.values()) > 20, seen
    assert len(seen) == 15, seen
