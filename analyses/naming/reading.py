"""Whether Latin letters are how a name is read: in pinyin, or by its characters' initials.

What is only heard is worth less than what is written, for many names sound alike: a match can be
made of nothing but the whole name, syllable by syllable, if no other candidate is read so.
"""

from __future__ import annotations

from analyses.naming.likeness import WHOLE, Feature, Likeness
from analyses.naming.parts import normal
from analyses.rulebook.naming import NameWeights
from graph.search_text import Wanted
from graph.spelling import abbreviated, reads, spoken


def letters_of(name: str) -> str:
    """The letters that a name may be read as; empty for one that is written in characters."""
    return Wanted(name.strip()).letters


def read_as(name: str, letters: str, weights: NameWeights) -> Likeness | None:
    """None for a name that is not read so. O(name · letters)."""
    held = normal(name).replace("(", "").replace(")", "")
    if reads(held, letters):
        return _read(weights.read_whole, WHOLE)
    if (found := spoken(held, letters)) is not None:
        share = (found[1] - found[0]) * WHOLE // len(held)
        return _read(_between(weights.read_part, weights.read_nearly, share), share)
    if (found := abbreviated(held, letters)) is not None:
        share = (found[1] - found[0]) * WHOLE // len(held)
        score = _between(weights.initials_part, weights.initials_whole, share)
        return Likeness(score, (Feature("initials", share, "拼音首字母相符", "its initials"),))
    return None


def _between(least: int, most: int, share: int) -> int:
    return least + (most - least) * share // WHOLE


def _read(score: int, share: int) -> Likeness:
    return Likeness(score, (Feature("read", share, "拼音读音相符", "read so in pinyin"),))
