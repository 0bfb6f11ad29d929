"""A person's key: the keyed hash of the identity number, never the number.

Under another site key the same person has another key, and without the site key nobody can test a
guess. The number itself is kept sealed; a masked form is for display.
"""

from __future__ import annotations

import hmac
from pathlib import Path
from typing import Final

from graph.masking import mask_number
from graph.sealing import Sealer, SiteKey

PREFIX: Final = "p-"
_PURPOSE: Final = "xinmai person key 1"
_SEPARATORS: Final = str.maketrans("", "", " -\t")


class PersonKeys:
    """Keys, seals and masks of identity numbers. Cheap to pickle for worker processes."""

    __slots__ = ("_sealer", "_secret", "_site_key")

    def __init__(self, site_key: SiteKey) -> None:
        self._site_key = site_key
        self._secret = site_key.derive(_PURPOSE)
        self._sealer = Sealer(site_key)

    def __repr__(self) -> str:
        return "PersonKeys(…)"

    def __reduce__(self) -> tuple[type[PersonKeys], tuple[SiteKey]]:
        return PersonKeys, (self._site_key,)

    @classmethod
    def from_env_or_file(cls, folder: Path) -> PersonKeys:
        """Under the site key of the environment, else of a file in the folder; see ``SiteKey``."""
        return cls(SiteKey.from_env_or_file(folder))

    def key(self, number: str) -> str:
        """``p-`` and 32 hexadecimal digits (128 bits of HMAC-SHA256); spaces, hyphens and the
        case of letters do not count. About 2 µs."""
        return PREFIX + hmac.digest(self._secret, _canonical(number).encode(), "sha256").hex()[:32]

    def seal(self, number: str) -> str:
        """The number encrypted; the same number gives the same text."""
        return self._sealer.seal(_canonical(number))

    def seal_text(self, text: str) -> str:
        """Any text encrypted as it stands, such as a row set aside."""
        return self._sealer.seal(text)

    def unseal(self, sealed: str) -> str:
        """The number or text again. Raises RefusedInput."""
        return self._sealer.unseal(sealed)

    def mask(self, number: str) -> str:
        """The form for display."""
        return mask_number(_canonical(number))


def _canonical(number: str) -> str:
    return number.translate(_SEPARATORS).upper()
