"""How a name or id is compared with what is searched for; the same for every store."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import Final

SEARCHED: Final = frozenset({"subject", "project", "works", "building", "lot"})
"""The families found by name; addresses, documents and the like are found by their id alone."""


def fold(text: str) -> str:
    """Width and case folded: what is compared. Cost: linear."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).casefold()


def pairs(folded: str) -> list[str]:
    """Every two neighbouring characters, once each; none with a blank in it."""
    found = ("".join(pair) for pair in pairwise(folded))
    return [pair for pair in dict.fromkeys(found) if not any(map(str.isspace, pair))]


def score(held: str, wanted: str) -> float:
    """Both folded: 1.0 for the whole, 0 without the text, else its share, favouring a beginning."""
    if held == wanted:
        return 1.0
    place = held.find(wanted)
    if place < 0:
        return 0.0
    return (len(wanted) / len(held) + (0.9 if place == 0 else 0.0)) / 2
