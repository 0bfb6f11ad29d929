"""What one caller may ask of the service: bytes, seconds, depth. Data, not code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from graph.errors import RefusedInput

SHIPPED: Final = Path(__file__).with_name("limits.toml")
Count = Annotated[int, Meta(ge=1)]
Seconds = Annotated[float, Meta(gt=0)]


class _Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Each key is written in ``limits.toml``, with its unit."""


class Size(_Limits, frozen=True, kw_only=True):
    url: Annotated[int, Meta(ge=256, le=65_000)]  # the HTTP parser loses count beyond 65,535
    headers: Count
    header_count: Count
    body: Count


class Times(_Limits, frozen=True, kw_only=True):
    head: Seconds
    body: Seconds
    take: Seconds
    silent: Seconds


class Json(_Limits, frozen=True, kw_only=True):
    depth: Annotated[int, Meta(ge=1, le=100)]
    digits: Annotated[int, Meta(ge=1, le=4_000)]  # Python reads no longer ones


class Limits(_Limits, frozen=True, kw_only=True):
    size: Size
    seconds: Times
    json: Json


def load_limits(path: Path = SHIPPED) -> Limits:
    """Raises RefusedInput, with file and reason, for what is not a whole file of limits."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Limits)
    except (OSError, msgspec.DecodeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RefusedInput(
            f"限度文件 {path.name} 不能使用:{reason}", f"limits in {path.name}: {reason}"
        ) from None
