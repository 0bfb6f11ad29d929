"""Identity codes by number, a whole column at once, with valid check digits.

The rules are GB 32100 (USCC), GB 11714 (organisation code) and GB 11643 (identity number);
``graph.identifiers`` reads them one by one and is what the tests check these against.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from graph.identifiers.uscc import ALPHABET
from ingest.city.arrays import Texts, scattered, words

_ALPHABET: Final = np.frombuffer(ALPHABET.encode(), dtype=np.uint8)
_VALUE: Final = np.zeros(128, dtype=np.int64)
_VALUE[_ALPHABET] = np.arange(31)
_ORGANISATION_VALUE: Final = np.zeros(128, dtype=np.int64)
_ORGANISATION_VALUE[48:58] = np.arange(10)
_ORGANISATION_VALUE[65:91] = np.arange(10, 36)
_ORGANISATION_CHECK: Final = np.frombuffer(b"0123456789X", dtype=np.uint8)
_ORGANISATION_WEIGHTS: Final = np.array([3, 7, 9, 10, 5, 8, 4, 2])
_USCC_WEIGHTS: Final = np.array([pow(3, i, 31) for i in range(17)])
_IDENTITY_WEIGHTS: Final = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
_IDENTITY_CHECK: Final = np.frombuffer(b"10X98765432", dtype=np.uint8)
_BIRTHDAYS: Final = [
    (date(1946, 1, 1) + timedelta(days=n)).strftime("%Y%m%d") for n in range(21_000)
]
_BIRTH_BYTES: Final = np.array(_BIRTHDAYS, dtype="S8").view(np.uint8).reshape(-1, 8)

Codes = npt.NDArray[np.uint8]


def _bytes(texts: Texts) -> Codes:
    width = len(texts[0]) if len(texts) else 1
    return texts.astype(f"S{width}").view(np.uint8).reshape(len(texts), width)


def _digits(numbers: npt.NDArray[Any], width: int) -> Codes:
    powers = 10 ** np.arange(width - 1, -1, -1)
    return ((numbers[:, None] // powers) % 10 + 48).astype(np.uint8)


def usccs(numbers: npt.NDArray[Any], prefix: Texts, division: Texts, seed: int) -> Codes:
    """One code a row for distinct ``numbers``: prefix (``91``), division, organisation, check."""
    codes = np.empty((len(numbers), 18), dtype=np.uint8)
    if not len(numbers):
        return codes
    codes[:, :2], codes[:, 2:8] = _bytes(prefix), _bytes(division)
    codes[:, 8], codes[:, 9] = ord("M"), ord("A")
    body = scattered(numbers, 31**6, seed * 7919)
    codes[:, 10:16] = _ALPHABET[(body[:, None] // 31 ** np.arange(6)) % 31]
    total = _ORGANISATION_VALUE[codes[:, 8:16]] @ _ORGANISATION_WEIGHTS
    codes[:, 16] = _ORGANISATION_CHECK[(11 - total % 11) % 11]
    codes[:, 17] = _ALPHABET[(31 - _VALUE[codes[:, :17]] @ _USCC_WEIGHTS % 31) % 31]
    return codes


def identity_numbers(numbers: npt.NDArray[Any], homes: Texts, seed: int) -> Codes:
    """Resident identity numbers, distinct for distinct ``numbers`` (below 250 million)."""
    codes = np.empty((len(numbers), 18), dtype=np.uint8)
    if not len(numbers):
        return codes
    mixed = scattered(numbers, len(homes) * len(_BIRTHDAYS) * 999, seed * 104_729)
    codes[:, :6] = _bytes(homes[mixed % len(homes)])
    mixed //= len(homes)
    codes[:, 6:14] = _BIRTH_BYTES[mixed % len(_BIRTHDAYS)]
    codes[:, 14:17] = _digits(mixed // len(_BIRTHDAYS) + 1, 3)
    codes[:, 17] = _IDENTITY_CHECK[(codes[:, :17].astype(np.int64) - 48) @ _IDENTITY_WEIGHTS % 11]
    return codes


def project_codes(numbers: npt.NDArray[Any], year: npt.NDArray[Any], month: npt.NDArray[Any],
                  division: Texts, seed: int) -> Texts:  # fmt: skip
    """24 characters; the first part is the year to 2020 and ``YYMM`` since (GB/T 40058)."""
    serial = scattered(numbers, 1_000_000, seed * 31)
    heads = [y if y <= 2020 else (y - 2000) * 100 + m
             for y, m in zip(year.tolist(), month.tolist(), strict=True)]  # fmt: skip
    parts = zip(heads, division, year.tolist(), serial.tolist(), strict=True)
    return words([
        f"{head:04d}-{where}-{'47-03' if y <= 2020 else '04-01'}-{number:06d}"
        for head, where, y, number in parts
    ])  # fmt: skip


def texts(codes: Codes) -> Texts:
    """Codes as words."""
    width = codes.shape[1]
    flat = np.ascontiguousarray(codes).reshape(-1).view(f"S{width}") if len(codes) else codes
    return flat.astype(f"U{width}").astype(object) if len(codes) else words([])
