"""How Chinese names are spelled: traditional and simplified characters, and how they are read.

Readings are pinyin without tones (``lv`` for lü). A character has at most two: of those with more
(和) the rest are not met in names. Data: OpenCC's character tables, pypinyin's dictionary.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import islice, pairwise, product
from operator import add
from typing import Final

LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz")
VOWELS: Final = frozenset("aeiouv")
MOST_READINGS: Final = 2
MOST_DIVISIONS: Final = 8  # ways to cut one text into syllables: xian is xi'an, too
_HAN: Final = range(0x3400, 0xA000)


@cache
def _simpler() -> dict[int, str]:
    """Each traditional character's simplified one. Some 15 ms, once."""
    import opencc

    every = [chr(code) for code in _HAN]
    turned = opencc.OpenCC("t2s").convert("\n".join(every)).split("\n")
    return {ord(a): b for a, b in zip(every, turned, strict=True) if a != b and len(b) == 1}


def simplified(text: str) -> str:
    """Character by character: 濟南 becomes 济南. Cost: linear."""
    return text if text.isascii() else text.translate(_simpler())


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    """How each character may be read, the usual reading first. Some 0.4 s, once: pypinyin."""
    from pypinyin.constants import PINYIN_DICT

    return {
        chr(code): tuple(dict.fromkeys(map(_toneless, said.split(","))))[:MOST_READINGS]
        for code, said in PINYIN_DICT.items()
        if code in _HAN
    }


def _toneless(said: str) -> str:
    plain = unicodedata.normalize("NFD", said).replace("u\u0308", "v")
    return "".join(letter for letter in plain if letter in LETTERS)


@cache
def _syllables() -> frozenset[str]:
    every = (said for readings in _readings().values() for said in readings)
    return frozenset(said for said in every if not VOWELS.isdisjoint(said))


def readings(character: str) -> tuple[str, ...]:
    """Pinyin; a letter or digit is read as itself, anything else not at all."""
    if character.isascii():
        return (character,) if character.isalnum() else ()
    return _readings().get(character, ())


def pair_readings(pair: str) -> list[str]:
    """How two neighbouring characters may also be written: as pinyin (``xin mai``), simplified. Not
    as themselves; of others than Chinese characters, nothing. About 1 µs."""
    if pair.isascii():
        return []
    plain, held = pair.translate(_simpler()), _readings()
    second = held.get(plain[1], ())
    said = [f"{a} {b}" for a in held.get(plain[0], ()) for b in second]
    return said if plain == pair else [plain, *said]


def pair_sayings(pair: str) -> set[str]:
    """As ``pair_readings``, and as initials (``xm``)."""
    read = pair_readings(pair)
    return {*read, *(a[:1] + b[:1] for a, gap, b in (one.partition(" ") for one in read) if gap)}


@cache
def _first_letters() -> dict[int, str]:
    """What each character's usual reading begins with."""
    return {ord(one): said[0][:1] for one, said in _readings().items() if said}


@lru_cache(1 << 16)
def _pair_initials(pair: str) -> str:
    one, other = ({said[:1] for said in readings(character)} for character in simplified(pair))
    return " ".join(sorted(a + b for a, b in product(one, other) if f"{a}{b}".isalpha()))


def initials(name: str) -> str:
    """What a name's characters begin with, two neighbours at a time: 信脉建设 is ``xm mj js``; each
    way where a character is read in two. Some 0.3 µs a character, of a pair met for the first time
    3 µs."""
    return " ".join(map(_pair_initials, map(add, name, name[1:])))


def divisions(letters: str) -> list[tuple[str, ...]]:
    """The ways to cut letters into two syllables or more, longest syllables first; the last may be
    broken off (``xinm``). Spaces and apostrophes cut for certain. Of letters that can be cut in
    more than MOST_DIVISIONS ways, those of as many from the beginning as cannot: whatever is read
    so begins so."""
    words = letters.replace("'", " ").split()
    if not words or any(set(word) - LETTERS for word in words):
        return []
    pieces = [piece for word in words for piece in _pieces(word, word is words[-1])]
    found: list[tuple[str, ...]] = [()]
    for place, piece in enumerate(pieces):
        last = place == len(pieces) - 1
        cuts = list(islice(_cut(piece, last), MOST_DIVISIONS + 1))
        if len(cuts) * len(found) > MOST_DIVISIONS and len(found[0]) > 1:
            break
        found = [(*before, *cut) for before in found for cut in cuts][:MOST_DIVISIONS]
    return [cut for cut in found if len(cut) > 1]


def _pieces(word: str, may_break: bool) -> list[str]:
    """The word, parted wherever all ways to cut it do. Cost: linear."""
    ends = {len(word)}
    spans: list[tuple[int, int]] = []
    for start in range(len(word) - 1, -1, -1):  # whatever leads on to the end
        rest = word[start:]
        for size in range(1, min(6, len(rest)) + 1):
            broken = may_break and size == len(rest) and _begins_one(rest)
            if start + size in ends and (rest[:size] in _syllables() or broken):
                spans.append((start, start + size))
                ends.add(start)
    met, within = {0}, set[int]()
    for start, end in sorted(spans):
        if start in met:
            met.add(end)
            within.update(range(start + 1, end))
    parts = sorted({0, len(word), *(met & ends) - within})
    return [word[a:b] for a, b in pairwise(parts)]


@lru_cache(1 << 12)
def _begins_one(letters: str) -> bool:
    return any(one.startswith(letters) for one in _syllables())


def _cut(word: str, may_break: bool) -> Iterator[tuple[str, ...]]:
    if not word:
        yield ()
        return
    for length in range(min(6, len(word)), 0, -1):
        head, rest = word[:length], word[length:]
        if head in _syllables():
            yield from ((head, *tail) for tail in _cut(rest, may_break))
        elif not rest and may_break and _begins_one(head):
            yield (head,)


def spoken(name: str, letters: str) -> tuple[int, int] | None:
    """Where a simplified name is read as these letters, ``(first, past the last)`` character: whole
    syllables, the last perhaps broken off. None where it is not. O(name · letters)."""
    return _heard(name, letters, lambda said: said)


def reads(name: str, letters: str) -> bool:
    """Whether the whole of a simplified name is read as all of these letters. O(name · letters)."""
    heard = {0}
    for character in name:
        said = readings(character)
        heard = {at + len(one) for at in heard for one in said if letters.startswith(one, at)}
    return len(letters) in heard


def abbreviated(name: str, letters: str) -> tuple[int, int] | None:
    """Where the letters are the initials of a simplified name's characters."""
    if name.translate(_first_letters()).startswith(letters):
        return 0, len(letters)
    return _heard(name, letters, lambda said: said[:1])


def may_be_spoken(letters: str) -> bool:
    """Whether the letters are syllables at all, the last perhaps broken off."""
    return any(True for _ in _cut(letters, True))


def _heard(name: str, letters: str, part: Callable[[str], str]) -> tuple[int, int] | None:
    for start in range(len(name)):
        heard = {0}
        for place in range(start, len(name)):
            said = [part(one) for one in readings(name[place])]
            if any(one.startswith(letters[at:]) for at in heard for one in said):
                return start, place + 1
            heard = {at + len(one) for at in heard for one in said if letters.startswith(one, at)}
            if not heard:
                break
    return None
