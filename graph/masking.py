"""What is shown of a person.

| what | shown | example |
|---|---|---|
| name | the first character | 张* , 欧** , J*** |
| document, 15 characters or more | first 3, last 4 | 370***********1234 |
| document, 8 to 14 | first 2, last 2 | E1*****78 |
| document, 3 to 7 | the first | A**** |
| mobile phone, 11 digits | first 3, last 4 | 138****5678 |
| other phone | the last 2 | *********67 |

A name's length is kept to six characters, so that a long one does not give itself away.
"""

from __future__ import annotations

import re
from typing import Final

from graph.registration_number import LENGTH, surely

LONGEST_NAME: Final = 6
_IDENTITY_NUMBER: Final = re.compile(
    r"[1-9１-９]\d{5}(?:[1１][9９]|[2２][0０])\d{9}[\dXxＸｘ]"
    r"|(?<![\dA-Za-z])[1-9１-９]\d{14}(?!\d)"
)
_MAYBE_PERSON: Final = re.compile(r"[\u3400-\u9fff·]{2,4}")


def mask_name(name: str) -> str:
    """The first character and stars; a single character is hidden whole."""
    if len(name) < 2:
        return "*" * len(name)
    return name[0] + "*" * (min(len(name), LONGEST_NAME) - 1)


def shown_name(kind: str, name: str) -> str:
    """The name to show. A party of unknown kind with two to four Chinese characters for a name
    may be a person, and is treated as one."""
    if kind == "person" or (kind == "subject" and _MAYBE_PERSON.fullmatch(name)):
        return mask_name(name)
    return name


def mask_number(number: str) -> str:
    """The number of a document, by the table above."""
    if len(number) >= 15:
        return _masked(number, 3, 4)
    if len(number) >= 8:
        return _masked(number, 2, 2)
    return _masked(number, 1 if len(number) > 2 else 0, 0)


def mask_phone(phone: str) -> str:
    """A telephone number, by the table above."""
    mobile = len(phone) == 11 and phone.isdigit()
    return _masked(phone, 3, 4) if mobile else _masked(phone, 0, 2 if len(phone) > 5 else 0)


def _masked(text: str, first: int, last: int) -> str:
    return text[:first] + "*" * (len(text) - first - last) + text[len(text) - last :]


def shown(text: str, most: int) -> str:
    """The text as a message repeats it: masked, and only then cut short."""
    return speakable(text)[:most]


def speakable(text: str) -> str:
    """The text as errors and logs may say it: resident identity numbers are never repeated. Fifteen
    digits are one, unless they are an enterprise's registration number for certain."""
    said = _IDENTITY_NUMBER.sub(_unsaid, text)
    while said != text:  # what stood beside a number may be one itself
        text, said = said, _IDENTITY_NUMBER.sub(_unsaid, said)
    return said


def _unsaid(found: re.Match[str]) -> str:
    number = found[0]
    return number if len(number) == LENGTH and surely(number) else "***"
