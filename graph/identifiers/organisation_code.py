"""组织机构代码, GB 11714: eight characters of 0–9 A–Z and a check character."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, product
from typing import Final

from graph.identifiers.shape import DIGITS, LETTERS, Standard

STANDARD: Final = Standard("组织机构代码", "organisation code", (9, 10))
_ALPHABET: Final = DIGITS + LETTERS
_CHECK: Final = "0123456789X"
_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)

# Two characters at a time: four look-ups instead of eight, and no arithmetic on characters.
_PAIRS: Final = [
    {
        a + b: _ALPHABET.index(a) * first + _ALPHABET.index(b) * second
        for a, b in product(_ALPHABET, repeat=2)
    }
    for first, second in list(pairwise(_WEIGHTS))[::2]
]
_1, _2, _3, _4 = _PAIRS


@dataclass(frozen=True, slots=True)
class OrganisationCode:
    """A code that passes its check; ``text`` is the nine characters without the hyphen."""

    text: str

    def __str__(self) -> str:
        return f"{self.text[:8]}-{self.text[8]}"


def check_character(body: str) -> str:
    """The check character of eight characters: 11 − Σ mod 11, written X for 10 and 0 for 11.

    Raises KeyError for a character outside 0–9 A–Z.
    """
    total = _1[body[:2]] + _2[body[2:4]] + _3[body[4:6]] + _4[body[6:8]]
    return _CHECK[-total % 11]


def is_valid(text: str) -> bool:
    """Whether the text is nine characters that pass the check; no hyphen, upper case."""
    try:
        return len(text) == 9 and check_character(text) == text[8]
    except KeyError:
        return False


def parse(text: str) -> OrganisationCode:
    """The code, from ``D2143569X`` or ``D2143569-X``. Raises BadIdentifier."""
    STANDARD.check_length(text)
    if len(text) == 10 and text[8] != "-":
        raise STANDARD.bad("应为连字符", "must be a hyphen", 9)
    code = text[:8] + text[-1]
    code = code.upper() if code.isascii() else code
    alphabet = "应为数字或大写字母", "a digit or a capital letter is due"
    STANDARD.check_characters(code[:8], _ALPHABET, *alphabet)
    if code[8] != check_character(code):
        raise STANDARD.bad(
            "校验码不符,请对照证书核对", "the check character does not match: compare the paper",
            len(text),
        )  # fmt: skip
    return OrganisationCode(code)
