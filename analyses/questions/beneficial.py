"""Beneficial owners as a question: who is one, by which criterion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from analyses.beneficial_owners import Ground, beneficial_owners
from analyses.integrated import integrated
from analyses.questions.owners import nearest_ppm
from analyses.questions.owning import no_chain_up, stakes_of, unknown_share
from analyses.questions.question import (
    RULED,
    Answered,
    Asked,
    Lack,
    Question,
    Scalar,
    Scene,
    Statement,
    merged,
)
from analyses.rulebook import in_force
from graph.vocabulary import NODE_CODE

_ORGANIZATION: Final = NODE_CODE["organization"]


def answer(scene: Scene, asked: Asked) -> Answered:
    """What is not decided is cut: somebody unnamed may be one."""
    (company,) = asked.subjects
    found = beneficial_owners(scene.network, scene.views, scene.rules, company, scene.day)
    people = ((found.owners, True), (found.may_be, False))
    statements = merged(
        _statement(company, person, ground, certain=certain)
        for named, certain in people
        for person, grounds in named.items()
        for ground in grounds
    )
    return Answered(statements, () if found.decided else ("undecided",))


def _statement(company: int, person: int, ground: Ground, *, certain: bool) -> Statement:
    steps = [step for path in ground.chains.paths for step in path]
    return Statement(
        "beneficial_owner",
        (person,),
        dict(_values(ground)),
        certain,
        ground.criterion.id,
        tuple(sorted({company, person, *(s.source for s in steps), *(s.target for s in steps)})),
        tuple(sorted({step.link for step in steps})),
    )


def _values(ground: Ground) -> Iterator[tuple[str, Scalar]]:
    if ground.least is not None and ground.most is not None:
        yield "share_ppm", nearest_ppm(ground.least)
        yield "share_max_ppm", nearest_ppm(ground.most)
    if ground.means:
        yield "means", ground.means


def no_person(scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]) -> Lack | None:
    """Only natural persons are beneficial owners."""
    if scene.network.kind_of(other) != _ORGANIZATION:
        return None
    return Lack("no_person", about=other, nodes=(other,))


def share_below(scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]) -> Lack | None:
    """The share of the capital that it holds in the end is less than the criterion asks."""
    (company,) = asked.subjects
    criteria = in_force(scene.rules.ownership.criterion, scene.day)
    needs = min((each.least_ppm for each in criteria if each.test == "share"), default=0)
    found = integrated(stakes_of(scene), company)
    for owner in found.owners:
        if owner.number == other and nearest_ppm(owner.most) < needs:
            has = {"has": nearest_ppm(owner.least), "needs": needs}
            steps = found.paths.path(other)
            return Lack("share_below", "no", has, company, (company, other),
                        tuple(step.link for step in steps))  # fmt: skip
    return None


BENEFICIAL_OWNERS: Final = Question(
    name="beneficial-owners",
    zh="受益所有人",
    en="beneficial owners",
    answer=answer,
    conditions=(unknown_share, no_person, no_chain_up, share_below),
    relations={"beneficial_owner": ("受益所有人", "is a beneficial owner")},
    ruled=RULED,
)
