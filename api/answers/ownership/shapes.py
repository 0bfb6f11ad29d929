"""The shapes of ownership. Shares are whole parts per million (ppm); where a share is not known,
two figures bound it."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from api.answers.shapes import Brief, Framed

Told = Literal["yes", "unknown"]


class ControlItem(Brief):
    """``votes_ppm`` are held by the controlling side together. ``answer`` is unknown where only
    the highest shares make a majority. ``path``: the stakes it stands on."""

    votes_ppm: int
    votes_max_ppm: int
    answer: Told
    path: list[dict[str, Any]]


class BothWays(TypedDict):
    controls: list[ControlItem]
    controlled_by: list[ControlItem]


class ControlSides(BothWays):
    """``if_own_shares_left_out``: control only if what companies hold of themselves is left out of
    the total of which half is counted."""

    if_own_shares_left_out: BothWays


class ControlAnswer(Framed, Brief, ControlSides):
    """``in_concert``: the same once those who act in concert vote together."""

    redirected_from: str | None
    in_concert: ControlSides


class OwnerItem(Brief):
    """``integrated_ppm``: what it holds in the end, through whatever lies between, to the nearest
    ppm. ``path``: the chain whose shares multiply to most."""

    direct_ppm: int
    direct_max_ppm: int
    integrated_ppm: int
    integrated_max_ppm: int
    path: list[dict[str, Any]]


class OwnersAnswer(Framed, Brief):
    """All owners at any distance, largest first. ``own_ppm`` is what the subject holds of itself
    in the end. ``unsolved``: ids of owners that hold each other wholly, whose parts nobody can
    tell; they are then bounded by none and all."""

    redirected_from: str | None
    owners: list[OwnerItem]
    own_ppm: int
    own_max_ppm: int
    unsolved: list[list[str]]


class ReachedItem(Brief):
    """``share_ppm``: what reached owners hold of it directly, together."""

    share_ppm: int
    share_max_ppm: int
    path: list[dict[str, Any]]


class Listed(Brief):
    redirected_from: str | None


class FiftyAnswer(Framed):
    """Whom the listed reach. ``may_be_reached``: unknown shares decide. An analytic lens without
    legal effect."""

    listed: list[Listed]
    threshold_ppm: int
    reached: list[ReachedItem]
    may_be_reached: list[ReachedItem]
    legal_effect: Literal[False]
    notice_zh: str
    notice_en: str


class SubjectFiftyAnswer(FiftyAnswer, Brief):
    redirected_from: str | None
