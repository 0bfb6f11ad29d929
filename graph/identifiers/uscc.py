"""统一社会信用代码, GB 32100-2015: 18 characters of an alphabet of 31.

Registrar and category (1–2, letters allowed), division (3–8, digits), organisation code by
GB 11714 (9–17), check character (18). The weight of position i is 3^(i−1) mod 31.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.identifiers import organisation_code
from graph.identifiers.organisation_code import OrganisationCode
from graph.identifiers.shape import DIGITS, Standard

STANDARD: Final = Standard("统一社会信用代码", "unified social credit code", (18,))
ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
REGISTRARS: Final = {
    "1": "机构编制", "2": "外交", "3": "司法行政", "4": "文化", "5": "民政", "6": "旅游",
    "7": "宗教", "8": "工会", "9": "市场监督管理", "A": "中央军委改革和编制", "N": "农业农村",
    "Y": "其他",
}  # fmt: skip

# Python reads digits up to base 36, and 34 ≡ 3 (mod 31): read backwards in base 34, a code is
# Σ value × 3^(i−1) mod 31 in one step. Anything outside the alphabet becomes "!", no digit at all.
_BASE: Final = 34
_BASE_DIGITS: Final = b"0123456789ABCDEFGHIJKLMNOPQRSTU"
_TO_BASE: Final = bytes(
    _BASE_DIGITS[ALPHABET.index(chr(code))] if chr(code) in ALPHABET else ord("!")
    for code in range(256)
)


@dataclass(frozen=True, slots=True)
class Uscc:
    """A code that passes both checks."""

    text: str

    def __str__(self) -> str:
        return self.text

    @property
    def registrar(self) -> str | None:
        """The registering authority in Chinese; None for one the standard does not name."""
        return REGISTRARS.get(self.text[0])

    @property
    def category(self) -> str:
        """The registrar's class of organisation: with 9, 1 企业, 2 个体工商户, 3 合作社."""
        return self.text[1]

    @property
    def division(self) -> str:
        """The registrar's division code, not necessarily one in force."""
        return self.text[2:8]

    @property
    def organisation_code(self) -> OrganisationCode:
        return OrganisationCode(self.text[8:17])


def check_character(body: str) -> str:
    """The 18th character of 17: (31 − Σ mod 31) mod 31. ValueError outside the alphabet."""
    return ALPHABET[-int(body[16::-1].encode("ascii").translate(_TO_BASE), _BASE) % 31]


def is_valid(text: str) -> bool:
    """Whether the text is a USCC as it is to be stored: upper case, both checks passed."""
    if len(text) != 18 or not (text.isascii() and text[2:8].isdigit()):
        return False
    try:
        checked = check_character(text) == text[17]
    except ValueError:
        return False
    return checked and organisation_code.is_valid(text[8:17])


def parse(text: str) -> Uscc:
    """The code, upper or lower case. Raises BadIdentifier."""
    STANDARD.check_length(text)
    code = text.upper() if text.isascii() else text
    alphabet = "应为数字或除 I、O、S、V、Z 外的大写字母", "use 0-9 and A-Z without I, O, S, V, Z"
    STANDARD.check_characters(code, ALPHABET, *alphabet)
    STANDARD.check_characters(code[2:8], DIGITS, "应为数字(行政区划)", "a digit is due", 3)
    if check_character(code) != code[17]:
        raise STANDARD.bad(
            "校验码不符,请对照营业执照核对", "the check character does not match: see the licence",
            18,
        )  # fmt: skip
    if not organisation_code.is_valid(code[8:17]):
        raise STANDARD.bad(
            "校验码不符(第 9 至 17 位应为组织机构代码)",
            "does not match: positions 9-17 must be an organisation code",
            17,
        )
    return Uscc(code)
