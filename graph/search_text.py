"""How a name or id is compared with what is searched for; the same for every store.

A text is found written (a part of the name or id, whatever the width, the case, traditional or
simplified) or, in Latin letters, read: as pinyin (``jinan xinmai``, ``jinanxinm``) or as initials
(``jnxm``). Persons are found by the whole name only, as written: their names are shown masked, and
whoever could find them by a part would read the rest off, one character after another.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise
from typing import Final

from graph.facts import Hit, Key
from graph.spelling import (
    LETTERS,
    abbreviated,
    divisions,
    may_be_spoken,
    pair_readings,
    simplified,
    spoken,
)

SEARCHED: Final = frozenset({"subject", "project", "works", "building", "lot"})
"""The families found by name; addresses, documents and the like are found by their id alone."""
DEPARTMENTS: Final = "unit:"
"""The scope of departments' ids (``acts.unit_key``)."""
READ: Final = 0.6  # what a name read in whole syllables is worth of one written so
INITIALS: Final = 0.3
UNBRACKETED: Final = 0.99  # written so but for its brackets
MOST_INITIALS: Final = 24  # a whole name may be written so


def fold(text: str) -> str:
    """Width and case folded: what the index holds. Cost: linear."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).casefold()


def plain(text: str) -> str:
    """Folded and simplified: what is compared. Cost: linear."""
    return simplified(fold(text))


_BRACKETS: Final = str.maketrans(dict.fromkeys("()[]{}〔〕【】《》〈〉「」『』（）［］｛｝"))


def bare(text: str) -> str:
    """Without brackets: 山东(济南)建设 is said as 山东济南建设, and often written so."""
    return text.translate(_BRACKETS)


def place(number: int, id: str, name: str) -> int:
    """Where a node stands among all names: the shorter first, of one length as its id falls. By
    nothing else, so that who came before whom, and who else is there, changes no order; but for its
    number, in the lowest bits, which tells it. Below 2⁵³."""
    fallen = blake2b(id.encode("utf-8", "surrogatepass"), digest_size=2).digest()
    rank = min(len(name), 63) << 16 | int.from_bytes(fallen)
    return rank << NUMBER_BITS | number


NUMBER_BITS: Final = 31


def number_at(place: int) -> int:
    return place & ((1 << NUMBER_BITS) - 1)


def tellable(pair: str) -> bool:
    """Whether an index may hold a pair: one with a letter, digit or wide character."""
    return '"' not in pair and any(not c.isascii() or c.isalnum() for c in pair)


def pairs(folded: str) -> list[str]:
    """Every two neighbouring characters, once each; none with a blank in it."""
    found = ("".join(pair) for pair in pairwise(folded))
    return [pair for pair in dict.fromkeys(found) if not any(map(str.isspace, pair))]


def score(held: str, wanted: str) -> float:
    """Both plain: 1.0 for the whole, 0 without the text, else its share, favouring a beginning."""
    if held == wanted:
        return 1.0
    place = held.find(wanted)
    return _share(place, len(wanted), len(held)) if place >= 0 else 0.0


def _share(place: int, length: int, of: int) -> float:
    return (length / of + (0.9 if place == 0 else 0.0)) / 2


@dataclass(frozen=True)
class Wanted:
    """What is searched for: ``text`` as written, without the blanks around it."""

    text: str

    @cached_property
    def plain(self) -> str:
        return plain(self.text)

    @cached_property
    def ids(self) -> tuple[str, str, str]:
        """How an id that is this text may be written."""
        return self.text, self.plain, self.plain.upper()

    @cached_property
    def writings(self) -> list[str]:
        """As written, and without the brackets if it has any."""
        return list(dict.fromkeys((self.plain, bare(self.plain))))

    @cached_property
    def letters(self) -> str:
        """The Latin letters alone, if it is nothing else and may be read; else empty."""
        bare = self.plain.replace(" ", "").replace("'", "")
        return bare if len(bare) > 1 and set(bare) <= LETTERS else ""

    @cached_property
    def syllables(self) -> list[list[str]]:
        """Each way to read it, as neighbouring syllables (``xin mai``)."""
        if not self.letters:
            return []
        return [[f"{a} {b}" for a, b in pairwise(cut)] for cut in divisions(self.plain)]

    @cached_property
    def initials(self) -> list[str]:
        """As neighbouring initials (``xm``); none of what is too long to be some."""
        return pairs(self.letters) if len(self.letters) <= MOST_INITIALS else []

    @cached_property
    def readings(self) -> list[list[str]]:
        """Each way to read it, as syllables or as initials."""
        return [*self.syllables, self.initials] if self.initials else self.syllables

    @cached_property
    def _heard(self) -> tuple[tuple[Callable[[str, str], tuple[int, int] | None], float], ...]:
        whole = ((spoken, READ),) if may_be_spoken(self.letters) else ()
        return (*whole, (abbreviated, INITIALS))

    def worth(self, id: str, name: str, kind: str) -> float:
        """How well a node's id or name answers, in [0, 1]; 0 if it does not."""
        held, by_id = plain(name), score(plain(id), self.plain)
        if kind == "person":
            return 1.0 if held == self.plain else by_id
        best = max(by_id, score(held, self.plain))
        said = bare(held)
        if not best and (said != held or len(self.writings) > 1):
            best = UNBRACKETED * score(said, bare(self.plain))
        if best or not self.letters:
            return best
        held = said
        for hear, worth in self._heard:
            if (found := hear(held, self.letters)) is not None:
                return worth * _share(found[0], found[1] - found[0], len(held))
        return 0.0


def ranked(hits: Iterable[Hit], limit: int, *, departments: bool) -> list[Hit]:
    """The best, once each. Departments are left out unless asked for or hit exactly."""
    best = {
        hit.number: hit
        for hit in hits
        if departments or hit.score == 1.0 or not _is_department(hit.key)
    }
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.key))[:limit]


def _is_department(key: Key) -> bool:
    return key.family == "subject" and key.id.startswith(DEPARTMENTS)


@dataclass(frozen=True, slots=True)
class Likeness:
    """A pair of a name's characters; ``near`` it: the two swapped, or with one between left out;
    ``read``: how it sounds (``xin mai``)."""

    pair: str
    near: tuple[str, ...]
    read: tuple[str, ...]


def likenesses(name: str) -> list[Likeness]:
    """What to find names like a name by."""
    held = plain(name)
    over = {held[n : n + 2]: held[n] + held[n + 2] for n in range(len(held) - 2)}
    return [
        Likeness(
            pair,
            tuple(near for near in (pair[::-1], over.get(pair, "")) if near.strip()),
            tuple(sorted(said for said in pair_readings(pair) if " " in said)),
        )
        for pair in pairs(held)
    ]
