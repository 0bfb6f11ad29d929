"""The shapes of the answers on structures. Parts of a whole are in ppm."""

from __future__ import annotations

from typing import Any, TypedDict

from api.answers.risk.shapes import Unbinding
from api.answers.shapes import Brief, Framed


class Listed(Framed, Unbinding):
    """``total`` were found, ``omitted`` of them are not listed. ``reason`` says why an answer is
    not complete."""

    total: int
    omitted: int
    reason: str | None


class CityListed(Listed):
    """``next`` is the cursor of the page after this one."""

    next: str | None


class OfSubject(Listed, Brief):
    """The same of one subject: one item, or none."""

    redirected_from: str | None


class LoopItem(Brief):
    """Named after its lowest-numbered member. ``path``: its strongest circle; ``product_ppm`` and
    ``product_max_ppm``: the product of that circle's shares. ``closed``: nobody from outside holds
    anything. ``searched``: whether every member was tried for the strongest circle. ``unlisted``
    members and ``untold`` ties of the circle are left out of a loop too large to tell."""

    members: list[Brief]
    unlisted: int
    path: list[dict[str, Any]]
    untold: int
    product_ppm: int
    product_max_ppm: int
    closed: bool
    searched: bool


class Holder(Brief):
    share_ppm: int
    share_max_ppm: int
    path: list[dict[str, Any]]


class OverfullItem(Brief):
    """``total_ppm`` is certainly held, ``excess_ppm`` of it beyond the whole, ``own_ppm`` of it by
    the company itself. ``unlisted`` holders are left out, those of the smallest shares."""

    total_ppm: int
    excess_ppm: int
    own_ppm: int
    holders: list[Holder]
    unlisted: int


class GroupMember(Brief):
    votes_ppm: int


class GroupItem(TypedDict):
    """``head`` is the ultimate controller; None where several control the subject in the end.
    ``size`` firms are controlled, ``unlisted`` of them not among ``members``. ``organs``: organs of
    the state above, which make no group."""

    head: Brief | None
    size: int
    members: list[GroupMember]
    unlisted: int
    organs: list[Brief]


class ShellMember(Brief):
    registered: str | None


class SharedThing(Brief):
    """``sharing``: an address, phone or email, or an agent; ``users`` in all, the ``members`` among
    them by id."""

    sharing: str
    users: int
    members: list[str]


class ShellItem(TypedDict):
    """``since`` and ``until``: the first and last day of registration. ``unlisted`` members and
    what they share are left out of a cluster too large to tell."""

    members: list[ShellMember]
    unlisted: int
    since: str
    until: str
    shared: list[SharedThing]


class LoopsAnswer(OfSubject):
    items: list[LoopItem]


class CityLoopsAnswer(CityListed):
    items: list[LoopItem]


class OverfullAnswer(OfSubject):
    items: list[OverfullItem]


class CityOverfullAnswer(CityListed):
    items: list[OverfullItem]


class GroupsAnswer(OfSubject):
    items: list[GroupItem]


class CityGroupsAnswer(CityListed):
    items: list[GroupItem]


class ShellsAnswer(OfSubject):
    items: list[ShellItem]


class CityShellsAnswer(CityListed):
    items: list[ShellItem]


class RankedItem(Brief):
    """``score_ppm``: the part of time a walk from the parties spends here; ``path`` leads here."""

    score_ppm: int
    path: list[dict[str, Any]]


class RankingAnswer(Listed):
    """``residual_ppm``: how much all scores together may be too low. ``hubs`` have too many ties to
    be walked through."""

    parties: list[Brief]
    residual_ppm: int
    hubs: list[Brief]
    items: list[RankedItem]


class DistressedItem(Brief):
    """``distress_ppm`` to ``distress_max_ppm`` of its capital would be lost; ``path``: its own
    guarantees in the chain."""

    distress_ppm: int
    distress_max_ppm: int
    capital_fen: int | None
    path: list[dict[str, Any]]


class DebtRankAnswer(Listed):
    """``debtrank_ppm`` to ``debtrank_max_ppm`` of the capital that the guarantors state would be
    lost, were the debtors to fail."""

    debtors: list[Brief]
    capital_fen: int
    loss_fen: int
    loss_max_fen: int
    debtrank_ppm: int
    debtrank_max_ppm: int
    items: list[DistressedItem]
