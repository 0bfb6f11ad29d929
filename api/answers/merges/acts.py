"""A steward judges that two ids are one subject, or takes it back.

A source that knows no uniform credit code names a firm by an id of its own; once somebody has
compared both, that id is merged into the subject's, and redirects. Never by name alone, and never
two ids that each say for certain who they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

from msgspec import Meta

from api.acting import Acting
from api.answers.ground import Ground
from api.answers.merges import shapes
from api.answers.merges.looked_up import merges_answer
from api.answers.resolve import key_of, subject_of
from api.bodies import Body, Name
from graph.acts import Event, Request
from graph.errors import NotNow, RefusedInput
from graph.facts import Fact, Key, LinkFact, NodeView, Withdrawal
from graph.merging import GENERIC

IDENTIFIED_PERSON: Final = "p-"  # the keyed hash of an identity number (ingest.persons)
CODE_LENGTH: Final = 18
Reason = Annotated[str, Meta(min_length=1, max_length=1_000)]


class Merging(Body, frozen=True, kw_only=True):
    """``into``: the subject that stands for both; ``reason``: what was compared."""

    into: Name
    reason: Reason


class Separating(Body, frozen=True, kw_only=True):
    """``reason``: why they are two after all."""

    reason: Reason


def merge(acting: Acting, request: Request, id: str, body: Merging) -> shapes.MergeReceipt:
    """Raises NotNow for an id that is merged already, RefusedInput for two that are not one."""
    done = acting.carry_out(request, lambda ground: _merged(ground, request, id, body))
    return {**merges_answer(acting.answers.on(), id), **done}


def separate(acting: Acting, request: Request, id: str, body: Separating) -> shapes.MergeReceipt:
    """Raises NotNow for an id that is not merged."""
    done = acting.carry_out(request, lambda ground: _separated(ground, request, id, body))
    return {**merges_answer(acting.answers.on(), id), **done}


def _merged(ground: Ground, request: Request, id: str, body: Merging) -> Sequence[Fact]:
    view, (into, _) = _as_written(ground, id), subject_of(ground, body.into)
    if view.merged_into is not None:
        raise NotNow(
            f"“{view.key.id}”已归并到“{view.merged_into.id}”;要改归他处,请先撤销这一归并",
            f"{view.key.id!r} is merged into {view.merged_into.id!r}; separate it first",
            field="id",
        )
    _may_be_one(view, into)
    judged = {"judge": body.officer or request.unit, "reason": body.reason}
    return (
        LinkFact("same_as", view.key, into.key, judged),
        *_events(ground, request, body, "merged", view.key, into.key),
    )


def _separated(ground: Ground, request: Request, id: str, body: Separating) -> Sequence[Fact]:
    view = _as_written(ground, id)
    if view.merged_into is None:
        raise NotNow(
            f"“{view.key.id}”没有归并到别的主体",
            f"{view.key.id!r} is merged into nobody",
            field="id",
        )
    return (
        Withdrawal("same_as", view.key, view.merged_into),
        *_events(ground, request, body, "separated", view.key, view.merged_into),
    )


def _as_written(ground: Ground, id: str) -> NodeView:
    """The subject of this very id, not the one it was merged into."""
    key = key_of(ground.store, id)
    return ground.store.nodes([key])[key]


def _may_be_one(view: NodeView, into: NodeView) -> None:
    """Raises RefusedInput, saying why these two are not one subject."""
    if view.key == into.key:
        raise RefusedInput(
            "两个 id 已是同一主体", "the two ids are one subject already", field="into"
        )
    if _is_code(view.key) or view.key.id.startswith(IDENTIFIED_PERSON):
        raise RefusedInput(
            "以统一社会信用代码或身份证件识别的主体不并入他处;请把没有代码的 id 并入它",
            "a subject known by its uniform code or identity document is merged into no other; "
            "merge the id without one into it",
            field="id",
        )
    if len({view.kind, into.kind} - {GENERIC}) > 1:
        raise RefusedInput(
            "自然人与组织不能归并", "a person and an organisation are not one subject", field="into"
        )
    codes = {str(one.fields["uscc"]) for one in (view, into) if one.fields.get("uscc")}
    codes |= {one.key.id for one in (view, into) if _is_code(one.key)}
    if len(codes) > 1:
        raise RefusedInput(
            "两者的统一社会信用代码不同", "their uniform credit codes differ", field="into"
        )


def _is_code(key: Key) -> bool:
    """Whether the id is a uniform credit code; also one that a source wrote wrongly."""
    return len(key.id) == CODE_LENGTH and key.id.isalnum()


def _events(
    ground: Ground, request: Request, body: Merging | Separating, act: str, merged: Key, into: Key
) -> tuple[Fact, ...]:
    """About both, so that each tells of it once they are two again."""
    more = {**body.said(body.reason), "merged": merged.id, "into": into.id}
    return tuple(
        fact
        for about in (merged, into)
        for fact in Event(act, about, ground.day, more).facts(request)
    )
