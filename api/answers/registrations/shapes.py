"""The shapes of what is said of voluntary registrations."""

from __future__ import annotations

from typing import TypedDict

from api.answers.commitments.shapes import Allowed, CommitmentStage, CommitmentState
from api.answers.risk.shapes import Basis
from api.answers.shapes import ActReceipt, Brief, Framed


class Registration(TypedDict):
    """Said by the subject itself: ``marked`` says so until somebody verified it. ``shown`` is
    False once it is withdrawn, found false, or past its term."""

    id: str
    kind: str
    kind_zh: str
    title: str
    content: str
    evidence: str
    declared: str | None
    until: str | None
    state: CommitmentState
    since: str | None
    marked: str
    shown: bool
    commitment: str
    basis: list[Basis]


class RegistrationAnswer(Framed):
    registration: Registration
    subject: Brief
    history: list[CommitmentStage]
    allowed: list[Allowed]


class RegistrationsAnswer(Framed, Brief):
    """``registrations`` holds what is shown on the day; ``past`` what no longer is."""

    registrations: list[Registration]
    past: list[Registration]
    redirected_from: str | None


class RegistrationReceipt(RegistrationAnswer, ActReceipt):
    """Where it stands after the act, and the act's receipt."""
