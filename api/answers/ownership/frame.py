"""How an answer on ownership says whether it is whole, and if not what to ask instead."""

from __future__ import annotations

from typing import Final

from api.answers.ground import Ground
from api.answers.ownership import shapes
from api.answers.room import Room

CUT: Final = (
    "关系过多,未全部读取或列出;未读部分计入上下限。请改问其间的主体,或用 tree 逐层查看 / too much "
    "to read or to list; figures bound what was not read. Ask of a party in between, or walk level "
    "by level with tree"
)


def framed(ground: Ground, room: Room, *, cut_short: bool, unread: int = 0) -> shapes.Cut:
    """``cut_short``: not everything was read; what there was no ``room`` for is omitted, and what
    is known of hubs to have been left ``unread``."""
    truncated = cut_short or room.omitted > 0
    return {
        **ground.frame(truncated=truncated),
        "omitted": room.omitted + unread,
        "reason": CUT if truncated else None,
    }
