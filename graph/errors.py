"""Everything that can go wrong, as one family.

    XinmaiError
    ├── UnknownId            nobody ever named this id            (exit 3, HTTP 404)
    ├── AmbiguousId          several sources use this id          (exit 2, HTTP 409)
    ├── RefusedInput         the input is not what it should be   (exit 4, HTTP 422)
    │   ├── BadIdentifier    an identifier breaks its standard
    │   ├── UnsupportedMedia it is sent as something else         (exit 4, HTTP 415)
    │   └── KeyReused        an idempotency key came back with other contents
    ├── NotNow               the state of things does not allow it (exit 4, HTTP 409)
    ├── NoLongerKept         it was there, and was deleted since   (exit 3, HTTP 410)
    ├── NotPermitted         who asks may not do this             (exit 4, HTTP 403)
    └── StoreError
        ├── StoreUnreachable the store does not answer            (exit 5, HTTP 503)
        ├── StoreBusy        another writer holds the store       (exit 5, HTTP 503)
        └── StoreDamaged     what the store holds is not ours     (exit 5, HTTP 503)

Exit codes and HTTP statuses live in one table each, in ``cli/exits.py`` and ``api/problems.py``.
Every message is said in Chinese and in English, and names what would be right. Whatever input it
repeats, it repeats no identity number: that is seen to here, once for all who word one.
"""

from __future__ import annotations

from graph.masking import speakable


class XinmaiError(Exception):
    """A refusal or failure that a person can act on.

    ``zh`` and ``en`` say the same thing; ``field`` names the offending input where there is one.
    Who cuts what it repeats short masks it before (``masking.shown``): half a number is one, too.
    """

    def __init__(self, zh: str, en: str, *, field: str | None = None) -> None:
        self.zh = speakable(zh)
        self.en = speakable(en)
        self.field = None if field is None else speakable(field)
        super().__init__(self.en)

    def __str__(self) -> str:
        return f"{self.zh} / {self.en}"


class UnknownId(XinmaiError):
    """No delivery ever named this id, or none up to the revision asked about."""


class AmbiguousId(XinmaiError):
    """Several sources use this id; the full ``SOURCE:id`` says which one is meant."""


class RefusedInput(XinmaiError):
    """The input cannot be accepted as it stands."""


class BadIdentifier(RefusedInput):
    """An identifier breaks its standard; ``position`` is 1-based, or None for the whole."""

    def __init__(self, zh: str, en: str, *, position: int | None = None) -> None:
        super().__init__(zh, en)
        self.position = position


class UnsupportedMedia(RefusedInput):
    """The input is sent as another media type than the one understood."""


class KeyReused(RefusedInput):
    """An idempotency key was used before, for something else."""

    def __init__(self) -> None:
        super().__init__(
            "这个幂等键已用于另一项请求;请换一个新键",
            "this idempotency key was used for another request; use a new one",
            field="Idempotency-Key",
        )


class NotNow(XinmaiError):
    """The state of things does not allow it; the message says what it does allow."""


class NoLongerKept(XinmaiError):
    """It was there, and was deleted after its time; the message says how to go on."""


class NotPermitted(XinmaiError):
    """Who asks may not do this; the message says who may."""


class StoreError(XinmaiError):
    """The store could not do what it was asked."""


class StoreUnreachable(StoreError):
    """The store does not answer."""


class StoreBusy(StoreError):
    """Another writer holds the store."""


class StoreDamaged(StoreError):
    """What the store holds is not a Xinmai store, or is damaged."""
