"""All owners of a subject, at whatever distance, and what each holds of it in the end."""

from __future__ import annotations

from analyses.integrated import Owner, integrated
from analyses.stakes import WHOLE, Stakes
from analyses.steps import Step
from api.answers.describe import Described, brief, described
from api.answers.ground import Ground
from api.answers.ownership import shapes
from api.answers.ownership.figures import nearest_ppm
from api.answers.ownership.frame import framed
from api.answers.resolve import subject_of
from api.answers.room import Room


def owners_answer(ground: Ground, id: str) -> shapes.OwnersAnswer:
    """The largest first, of equal ones the nearest. Not complete where a closed loop or the budget
    leaves parts untold. Raises UnknownId and AmbiguousId."""
    view, merged = subject_of(ground, id)
    stakes, room = Stakes(ground.network, ground.day), Room()
    found = integrated(stakes, view.number)
    far = found.paths.far
    owners = sorted(
        found.owners, key=lambda one: (-one.least, -one.most, far(one.number), one.number)
    )
    owners = room.fitting(owners, lambda one: 1 + far(one.number))
    paths = {owner.number: found.paths.path(owner.number) for owner in owners}
    unsolved = room.fitting(found.unsolved, len)
    looped = [number for loop in unsolved for number in loop]
    spoken = described(
        ground, [step for path in paths.values() for step in path], [*paths, *looped]
    )
    frame = framed(ground, room, cut_short=found.cut_short, unread=stakes.unread)
    return {
        **frame,
        "complete": frame["complete"] and not found.unsolved,
        **brief(view),
        "redirected_from": merged.id if merged else None,
        "owners": [_item(spoken, owner, paths[owner.number]) for owner in owners],
        "own_ppm": nearest_ppm(found.own[0]),
        "own_max_ppm": nearest_ppm(found.own[1]),
        "unsolved": [[spoken.nodes[n].key.id for n in loop] for loop in unsolved],
    }


def _item(spoken: Described, owner: Owner, path: tuple[Step, ...]) -> shapes.OwnerItem:
    return {
        **spoken.brief(owner.number),
        "direct_ppm": owner.direct.least,
        "direct_max_ppm": min(owner.direct.most, max(WHOLE, owner.direct.least)),
        "integrated_ppm": nearest_ppm(owner.least),
        "integrated_max_ppm": nearest_ppm(owner.most),
        "path": [spoken.step(step) for step in path],
    }
