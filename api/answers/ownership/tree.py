"""The shareholding tree of a subject, up or down, with direct shares and ranges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from analyses.shareholding_tree import Branch, Way, shareholding_tree
from analyses.stakes import WHOLE, Stakes, steps
from analyses.steps import Step
from api.answers.asking import one_of, within
from api.answers.describe import Described, brief, described
from api.answers.ground import Ground
from api.answers.ownership import shapes
from api.answers.ownership.figures import nearest_ppm
from api.answers.resolve import subject_of

_CUT: Final = (
    "股权树未全部展开:可改问其中的主体,或调整 depth、limit / not all branches are shown: ask of a "
    "party in the tree, or for another depth or limit"
)
DEEPEST: Final = 10
WIDEST: Final = 1_000


@dataclass(frozen=True, slots=True)
class TreeOptions:
    """``limit`` caps the branches of each party. Raises RefusedInput, naming the field."""

    direction: Way = "up"
    depth: int = 3
    limit: int = 50

    def __post_init__(self) -> None:
        one_of("direction", self.direction, ("up", "down"))
        within("depth", self.depth, 1, DEEPEST)
        within("limit", self.limit, 1, WIDEST)


def tree_answer(ground: Ground, id: str, options: TreeOptions) -> shapes.TreeAnswer:
    """Truncated where branches are left out. Raises UnknownId and AmbiguousId."""
    view, merged = subject_of(ground, id)
    way, depth = options.direction, options.depth
    stakes = Stakes(ground.network, ground.day)
    tree = shareholding_tree(stakes, ground.views, view.number, way, depth, options.limit)
    spoken = described(ground, _steps(tree.root, way), [view.number])
    return {
        **ground.frame(truncated=tree.cut_short),
        "reason": _CUT if tree.cut_short else None,
        **brief(view),
        "redirected_from": merged.id if merged else None,
        "direction": way,
        "depth": depth,
        "omitted": tree.root.omitted,
        "branches": [_branch(spoken, tree.root, each, way) for each in tree.root.branches],
    }


def _stakes(parent: Branch, branch: Branch, way: Way) -> tuple[Step, ...]:
    owner, company = (branch, parent) if way == "up" else (parent, branch)
    return steps(owner.number, company.number, branch.share)


def _steps(parent: Branch, way: Way) -> Iterator[Step]:
    for branch in parent.branches:
        yield from _stakes(parent, branch, way)
        yield from _steps(branch, way)


def _branch(spoken: Described, parent: Branch, branch: Branch, way: Way) -> shapes.TreeBranch:
    return {
        **spoken.brief(branch.number),
        "direct_ppm": branch.share.least,
        "direct_max_ppm": min(branch.share.most, max(WHOLE, branch.share.least)),
        "path_ppm": nearest_ppm(branch.least),
        "path_max_ppm": nearest_ppm(branch.most),
        "stakes": [spoken.step(step) for step in _stakes(parent, branch, way)],
        "repeated": branch.repeated,
        "omitted": branch.omitted,
        "deeper": branch.deeper,
        "end": branch.end,
        "branches": [_branch(spoken, branch, each, way) for each in branch.branches],
    }
