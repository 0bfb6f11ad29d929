"""A subject's answer as it stands: what it states, counted and digested, and what it was read from.

An answer is a function of what it read. So whom a change may concern is known beforehand: those
whose answers read a node that it touched.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

import msgspec

from analyses.questions import QUESTIONS, Asked
from api.answers.explanation.asking import scene_of
from api.answers.ground import Ground
from api.answers.screen.identities import Identity
from api.answers.screen.rows import row
from api.feed.book import Told

RISK: Final = QUESTIONS["risk"]
_encode: Final = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Standing:
    """``read`` are the numbers of all nodes that the answer looked at."""

    told: Told
    read: frozenset[int]


def standing(ground: Ground, identity: Identity) -> Standing:
    """Cost: the answer, read twice."""
    subject = ground.network.canonical(identity.number)
    observed, read = ground.observed()
    answered = RISK.ask(scene_of(observed), Asked((subject,), {}))
    says = [
        [one.relation, one.parties, one.rule, sorted(one.values.items()), one.certain]
        for one in answered.statements
    ]
    digest = hashlib.sha256(_encode([identity.id, identity.stub, says])).hexdigest()[:32]
    summary = _encode(row(ground, None, None, identity.merged or identity.id, identity))
    told = Told(ground.network.revision, ground.day, ground.rules.version, digest, summary)
    return Standing(told, frozenset(read | {identity.number, subject}))
