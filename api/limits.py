"""What one caller may ask of the service: bytes, seconds, turns, rates. Data, not code."""

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
    list: Count


class Times(_Limits, frozen=True, kw_only=True):
    head: Seconds
    body: Seconds
    take: Seconds
    silent: Seconds


class TurnsAtOnce(_Limits, frozen=True, kw_only=True):
    together: Count
    each: Count
    waiting: Count


class Rate(_Limits, frozen=True, kw_only=True):
    per_second: Annotated[float, Meta(gt=0)]
    burst: Count


class Retention(_Limits, frozen=True, kw_only=True):
    """Days. A file of limits without them has these."""

    events: Count = 400
    jobs: Count = 30
    webhooks: Count = 90


class Limits(_Limits, frozen=True, kw_only=True):
    size: Size
    seconds: Times
    turns: TurnsAtOnce
    rate: dict[str, Rate]
    retention: Retention = Retention()

    def __post_init__(self) -> None:
        missing = {"default", "unknown"} - self.rate.keys()
        if missing:
            raise ValueError(f"rate needs {', '.join(sorted(missing))}")


def load_limits(path: Path = SHIPPED) -> Limits:
    """Raises RefusedInput, with file and reason, for what is not a whole file of limits."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Limits)
    except (OSError, msgspec.DecodeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RefusedInput(
            f"限度文件 {path.name} 不能使用:{reason}", f"limits in {path.name}: {reason}"
        ) from None
