"""The shapes of ownership. Shares are whole parts per million (ppm); where a share is not known,
two figures bound it."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from api.answers.risk.shapes import Basis
from api.answers.shapes import Brief, Framed

Told = Literal["yes", "unknown"]


class Cut(Framed):
    """What can take more than an answer may cost. ``omitted``: how many that were found are not
    listed. ``reason``: why the answer is truncated and what to ask instead; figures then bound what
    was not read, too."""

    omitted: int
    reason: str | None


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


class ControlAnswer(Cut, Brief, ControlSides):
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


class OwnersAnswer(Cut, Brief):
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


class FiftyAnswer(Cut):
    """Whom the listed reach. ``may_be_reached``: unknown shares decide. An analytic lens without
    legal effect."""

    listed: list[Listed]
    threshold_ppm: int
    reached: list[ReachedItem]
    may_be_reached: list[ReachedItem]
    legal_effect: Literal[False]
    notice_zh: str
    notice_en: str
    basis: list[Basis]


class SubjectFiftyAnswer(FiftyAnswer, Brief):
    redirected_from: str | None


class DoubtItem(TypedDict):
    """Why something cannot be told: ``about`` whom, and whose share of which ``company``."""

    code: str
    zh: str
    en: str
    about: Brief
    company: Brief | None


class CriterionMet(TypedDict):
    """``means`` is how somebody controls (registered, votes, concert) or the office held.
    ``paths``: the heaviest chains, ``more_paths`` where there are others."""

    criterion: str
    criterion_zh: str
    answer: Told
    share_ppm: int | None
    share_max_ppm: int | None
    means: str | None
    basis: list[Basis]
    paths: list[list[dict[str, Any]]]
    more_paths: bool


class BeneficialOwnerItem(Brief):
    """``criteria`` are the ids of those met; each is told in ``grounds``."""

    criteria: list[str]
    grounds: list[CriterionMet]


class BeneficialOwnersAnswer(Cut, Brief):
    """``may_be``: an unknown share, or what the subject is, decides. ``complete`` is False where
    anything is recorded as unknown or cannot be followed (``doubts``). ``decided``: nothing untold,
    the ``unrecorded_ppm`` of the capital included, could change the answer; null where not all of
    the capital was read."""

    redirected_from: str | None
    beneficial_owners: list[BeneficialOwnerItem]
    may_be: list[BeneficialOwnerItem]
    doubts: list[DoubtItem]
    decided: bool
    unrecorded_ppm: int | None
    exempt_on_commitment: bool | None


class ControllerItem(Brief):
    """``state``: it owns for the state, and nobody is looked for above it."""

    method: Literal["registered", "votes", "concert"]
    method_zh: str
    state: bool
    votes_ppm: int | None
    votes_max_ppm: int | None
    basis: list[Basis]
    path: list[dict[str, Any]]


class ControllerAnswer(Cut, Brief):
    """``answer``: whether somebody controls the subject. ``loop``: ids of those that control each
    other, of whom one stands for all."""

    redirected_from: str | None
    answer: Literal["yes", "no", "unknown"]
    status: Literal["registered", "suspected"] | None
    controllers: list[ControllerItem]
    loop: list[str]
    doubts: list[DoubtItem]


class CloseLinkItem(Brief):
    """``case`` a: the subject holds the other; b: the other holds the subject; c: ``third`` holds
    both, and ``share_ppm`` is the smaller of its two. ``path``: the heaviest chain, of each of the
    two in case c."""

    share_ppm: int
    share_max_ppm: int
    case: Literal["a", "b", "c"]
    third: Brief | None
    path: list[dict[str, Any]]
    basis: list[Basis]


class LinkByControlItem(Brief):
    """A link by way of control: what one side and all it controls hold counts in full."""

    share_ppm: int
    case: Literal["a", "b", "c"]
    third: Brief | None
    path: list[dict[str, Any]]


class CloseLinksAnswer(Cut, Brief):
    """``may_be_linked``: unknown shares decide. ``by_control``: the same cases where the stakes of
    whatever a side controls count in full instead of multiplied. An analytic lens without legal
    effect."""

    redirected_from: str | None
    links: list[CloseLinkItem]
    may_be_linked: list[CloseLinkItem]
    by_control: list[LinkByControlItem]
    unsolved: list[list[str]]
    legal_effect: Literal[False]
    notice_zh: str
    notice_en: str


class TreeBranch(Brief):
    """``direct_ppm`` is the stake between this party and the one it hangs from, ``path_ppm`` the
    product of the stakes from the subject on. ``repeated``: followed elsewhere in the tree;
    ``omitted`` branches are left out; ``deeper``: there are some below the depth. ``end``: why the
    register tells nothing further up (foreign, undescribed, unrecorded)."""

    direct_ppm: int
    direct_max_ppm: int
    path_ppm: int
    path_max_ppm: int
    stakes: list[dict[str, Any]]
    repeated: bool
    omitted: int
    deeper: bool
    end: str | None
    branches: list[TreeBranch]


class TreeAnswer(Cut, Brief):
    """Shareholders (up) or holdings (down), the largest first. ``omitted`` are the subject's own
    branches that are left out."""

    redirected_from: str | None
    direction: Literal["up", "down"]
    depth: int
    branches: list[TreeBranch]
