"""Opening an investigation, and entering into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from api.answers.asking import Moment, day_of
from api.answers.explanation.asking import Ask, node_of, put, scene_of
from api.answers.explanation.proof import proof_answer
from api.answers.ground import Ground
from api.answers.investigations.book import Investigations, Trail
from api.answers.investigations.entries import (
    ChangeTaken,
    Entered,
    Entering,
    Entry,
    Find,
    Found,
    GraphSaved,
    Opened,
    Opening,
    SubjectAdded,
    TakeChange,
)
from api.answers.investigations.findings import digested_statements
from api.answers.investigations.folder import check_allowed, folded
from api.answers.resolve import subject_of
from api.bodies import unnumbered
from graph.errors import RefusedInput
from graph.signing_key import SigningKey
from graph.vocabulary import FAMILIES, LINK_KIND

On = Callable[[Moment], Ground]


def no_feed(change: str) -> dict[str, Any]:
    raise RefusedInput(
        "此处没有变化提示可收入", "there is no feed to take a change from", field="entry.change"
    )


@dataclass(frozen=True, slots=True)
class Investigator:
    """Who enters something, for which organisation; ``changes`` tells of an event of its feed."""

    organisation: str
    author: str
    changes: Callable[[str], dict[str, Any]] = no_feed


def open_investigation(
    kept: Investigations, on: On, who: Investigator, body: Opening, key: str
) -> tuple[str, bool]:
    """The id, and whether the same request had opened it. Raises UnknownId, RefusedInput."""
    unnumbered(body)
    opened = Opened(body.title, body.why, _subjects(on(Moment()), body.subjects))
    return kept.open(who.organisation, who.author, opened, key)


def enter(
    kept: Investigations, on: On, signer: Callable[[], SigningKey], who: Investigator, id: str,
    body: Entering, key: str,
) -> bool:  # fmt: skip
    """Enter what the body says; a finding is answered and proved first. True if it was entered by
    the same request before.

    Raises UnknownId, RefusedInput, NotNow and KeyReused.
    """
    unnumbered(body)
    entry, proof = _prepared(on, signer, who, body.entry)

    def allowed(trail: Trail) -> None:
        check_allowed(folded(trail), entry)

    return kept.enter(id, who.organisation, who.author, entry, key, allowed=allowed,
                      after=body.after, proof=proof)  # fmt: skip


def _prepared(
    on: On, signer: Callable[[], SigningKey], who: Investigator, entry: Entered
) -> tuple[Entry, bytes | None]:
    """The entry by the ids of today, and the proof of a finding."""
    match entry:
        case SubjectAdded():
            view, _ = subject_of(on(Moment()), entry.id)
            return msgspec.structs.replace(entry, id=view.key.id), None
        case Find():
            return _proved(on(Moment(day_of(entry.as_of, "entry.as_of"))), signer, entry)
        case GraphSaved():
            _check_nodes(on(Moment()), entry)
            return entry, None
        case TakeChange():
            return ChangeTaken(entry.change, who.changes(entry.change)), None
    return entry, None


def _proved(ground: Ground, signer: Callable[[], SigningKey], sought: Find) -> tuple[Found, bytes]:
    ask = Ask(sought.question, sought.ids, sought.parameters)
    asked = put(ground, ask)
    proved = proof_answer(ground, ask, signer())
    ids = sought.ids if "lot" in asked.question.about else proved.subjects
    said = asked.question.ask(scene_of(ground), asked.asked).statements
    found = Found(
        sought.question, tuple(ids), sought.says, dict(asked.asked.parameters), proved.day,
        digested_statements(ground, said),
    )  # fmt: skip
    return found, proved.content


def _subjects(ground: Ground, ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(subject_of(ground, each)[0].key.id for each in ids))


def _check_nodes(ground: Ground, graph: GraphSaved) -> None:
    for placed in graph.nodes:
        if placed.family not in FAMILIES:
            raise RefusedInput(
                f"family 应为以下之一:{', '.join(FAMILIES)}",
                f"family must be one of: {', '.join(FAMILIES)}", field="entry.nodes.family",
            )  # fmt: skip
        node_of(ground, placed.id, (placed.family,))
    for fold in graph.folds or ():
        if fold.kind not in LINK_KIND:
            raise RefusedInput(
                "没有这种关系;种类见 GET /v1/vocabulary",
                "there is no such kind of tie: GET /v1/vocabulary lists them",
                field="entry.folds.kind",
            )
