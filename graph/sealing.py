"""Sealing: what is personal is encrypted at rest, by a kept library.

AES-SIV (RFC 5297) rather than AES-GCM, because it is deterministic: the same number is sealed to
the same text, so a row delivered twice is recognised as unchanged. It gives away no more than the
person's key does, which is the same for the same number, too.
"""

from __future__ import annotations

import base64
import binascii
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from graph.errors import RefusedInput
from graph.site_key import SiteKey

__all__ = ["Sealer", "SiteKey"]

_MARK: Final = "s1."
_PURPOSE: Final = "xinmai seal 1"


class Sealer:
    """Seals and opens short texts under a subkey of the site key, each purpose's own. Cheap to
    pickle."""

    __slots__ = ("_cipher", "_purpose", "_site_key")

    def __init__(self, site_key: SiteKey, purpose: str = _PURPOSE) -> None:
        self._site_key, self._purpose = site_key, purpose
        self._cipher = AESSIV(site_key.derive(purpose, 64))

    def __repr__(self) -> str:
        return "Sealer(…)"

    def __reduce__(self) -> tuple[type[Sealer], tuple[SiteKey, str]]:
        return Sealer, (self._site_key, self._purpose)

    def seal(self, text: str) -> str:
        """The sealed text in URL-safe base64. An empty text is refused by the cipher."""
        sealed = self._cipher.encrypt(text.encode(), None)
        return _MARK + base64.urlsafe_b64encode(sealed).decode()

    def unseal(self, sealed: str) -> str:
        """The text again. Raises RefusedInput if it was sealed elsewhere or altered."""
        try:
            if not sealed.startswith(_MARK):
                raise ValueError
            data = base64.b64decode(sealed[len(_MARK) :], altchars=b"-_", validate=True)
            return self._cipher.decrypt(data, None).decode()
        except (InvalidTag, binascii.Error, ValueError):
            raise RefusedInput(
                "密文无法解封:站点密钥不同或数据被改动",
                "cannot be unsealed: another site key, or altered data",
            ) from None
