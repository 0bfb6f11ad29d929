"""工商注册号, GS 15-2006: registrar (six digits), serial (eight), check digit (ISO 7064 MOD 11,10).

Enterprises registered before the uniform code have one. It is as long as the identity numbers
issued until 1999 (GB 11643-1989: division, YYMMDD, serial), and told apart by its structure alone.
"""

from __future__ import annotations

from calendar import monthrange
from typing import Final

LENGTH: Final = 15
_LEAP: Final = 2000


def is_valid(digits: str) -> bool:
    """Whether fifteen digits pass the check."""
    if len(digits) != LENGTH or not digits.isdecimal():
        return False
    rest = 10
    for digit in map(int, digits[:-1]):
        rest = ((rest + digit) % 10 or 10) * 2 % 11
    return (rest + int(digits[-1])) % 10 == 1


def may_be_a_person(digits: str) -> bool:
    """Whether fifteen digits hold a birthday where an identity number had it; of any century."""
    month, day = int(digits[8:10]), int(digits[10:12])
    return 1 <= month <= 12 and 1 <= day <= monthrange(_LEAP, month)[1]


def surely(digits: str) -> bool:
    """Whether fifteen digits are a registration number and no identity number."""
    return is_valid(digits) and not may_be_a_person(digits)
