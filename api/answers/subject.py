"""A subject: what it is, who said so, what it is tied to, and its own sanctions."""

from __future__ import annotations

from typing import Final

from api.answers import shapes
from api.answers.describe import brief, iso, origin
from api.answers.ground import Ground
from api.answers.masks import readable
from api.answers.resolve import subject_of
from api.answers.sanctions import own_sanctions
from api.answers.ties import tie_groups
from graph.facts import Key, NodeVersion, NodeView
from graph.vocabulary import NODE_KIND

MOST_STATEMENTS: Final = 100


def subject_answer(ground: Ground, id: str) -> shapes.SubjectAnswer:
    """Raises UnknownId and AmbiguousId. A stub has a name and ties, and says that it is one."""
    view, merged = subject_of(ground, id)
    fields, masked = readable(NODE_KIND[view.kind].fields, view.fields)
    sanctions, more_sanctions = own_sanctions(ground, view.number)
    return {
        **ground.frame(truncated=more_sanctions or len(view.statements) > MOST_STATEMENTS),
        **brief(view),
        "kind_zh": NODE_KIND[view.kind].zh,
        "fields": fields,
        "masked": masked,
        "statements": [_statement(said) for said in view.statements[:MOST_STATEMENTS]],
        "ties": tie_groups(ground, view.number),
        "sanctions": sanctions,
        "merged_from": merged_from(ground, view),
        "redirected_from": merged.id if merged else None,
    }


def _statement(said: NodeVersion) -> shapes.Statement:
    fields, _ = readable(NODE_KIND[said.kind].fields, said.fields)
    return {
        "kind": said.kind,
        "fields": fields,
        "mention": said.mention,
        "valid_from": iso(said.valid_from),
        "valid_until": iso(said.valid_until),
        "recorded": said.recorded,
        "retired": said.retired,
        "origin": origin(said.origin),
    }


def merged_from(ground: Ground, view: NodeView) -> list[str]:
    """The ids that judgements merged into this subject."""
    survivor = ground.network.survivor
    merged = [node for node, stands in survivor.items() if stands == view.number]
    views = ground.store.numbered(merged, known_at=ground.known_at) if merged else {}
    keys: list[Key] = [other.key for other in views.values()]
    return sorted(key.id for key in keys)
