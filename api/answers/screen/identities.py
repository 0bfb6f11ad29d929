"""Whom many ids mean, looked up together: what stops one never stops the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias

from api.answers.ground import Ground
from api.answers.masks import shown_name
from api.answers.resolve import subject_of, written
from graph.errors import AmbiguousId, RefusedInput, UnknownId
from graph.facts import Key


class Identity(NamedTuple):
    """A subject in few words; ``merged`` is the merged id it was asked by, if any."""

    number: int
    id: str
    name: str
    kind: str
    stub: bool
    merged: str | None


Found: TypeAlias = Identity | UnknownId | AmbiguousId | RefusedInput


def identities(ground: Ground, ids: Iterable[str]) -> Mapping[str, Found]:
    """By id as sent: the subject, or why it cannot be told. Cost: one look-up in the store for all
    that are written in full, and one or two for each of the others."""
    found: dict[str, Found] = {}
    keys: dict[str, Key] = {}
    for asked in dict.fromkeys(ids):
        try:
            keys[asked] = Key("subject", written(asked))
        except RefusedInput as refusal:
            found[asked] = refusal
    briefs = ground.store.briefs(list(keys.values()), known_at=ground.known_at)
    for asked, key in keys.items():
        brief = briefs.get(key)
        if brief is None or brief.merged:
            found[asked] = _singly(ground, asked)
        else:
            name = shown_name(brief.kind, brief.name)
            found[asked] = Identity(brief.number, key.id, name, brief.kind, brief.stub, None)
    return found


def _singly(ground: Ground, id: str) -> Found:
    try:
        view, merged = subject_of(ground, id)
    except (UnknownId, AmbiguousId, RefusedInput) as refusal:
        return refusal
    name, asked = shown_name(view.kind, view.name), merged.id if merged else None
    return Identity(view.number, view.key.id, name, view.kind, view.stub, asked)
