"""Which media type a request would rather have (RFC 9110, section 12.5.1)."""

from __future__ import annotations


def rather(accept: str, media: str, usual: str) -> bool:
    """Whether ``media`` is named by ``Accept`` and wanted no less than what is given otherwise."""
    ranges = _ranges(accept)
    wanted = ranges.get(media, 0.0)
    return wanted > 0 and wanted >= _quality(ranges, usual)


def _quality(ranges: dict[str, float], media: str) -> float:
    """The most specific range decides."""
    family = media.partition("/")[0]
    return next((ranges[name] for name in (media, f"{family}/*", "*/*") if name in ranges), 0.0)


def _ranges(accept: str) -> dict[str, float]:
    """By media range, in lower case, how much it is wanted; what cannot be read is not wanted."""
    found: dict[str, float] = {}
    for part in accept.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        told = [value for key, _, value in (p.partition("=") for p in parameters) if key == "q"]
        found[name] = _number(told[0]) if told else 1.0
    return found


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if 0 <= number <= 1 else 0.0
