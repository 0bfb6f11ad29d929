"""The shapes of what is said of merged ids."""

from __future__ import annotations

from typing import TypedDict

from api.answers.shapes import ActReceipt, Brief, Framed


class MergeJudgement(TypedDict):
    """``act``: ``merged`` or ``separated``. ``merged`` is the id that is redirected by it, ``into``
    the one that stands for both."""

    act: str
    act_zh: str
    day: str | None
    merged: str
    into: str
    unit: str
    basis: str
    reason: str
    receipt: str


class MergesAnswer(Framed, Brief):
    """``merged_from``: the ids redirected to this subject today; ``judgements``: all that named it
    or one of these, the latest first."""

    merged_from: list[str]
    judgements: list[MergeJudgement]
    redirected_from: str | None


class MergeReceipt(MergesAnswer, ActReceipt):
    """How the subject stands after the judgement, and the act's receipt."""
