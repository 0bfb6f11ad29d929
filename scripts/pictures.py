"""Makes a screenshot small enough to keep: the same picture in at most 256 colours."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PIL import Image

MOST: Final = 250_000  # bytes of one picture in docs


def kept(picture: Path) -> None:
    """Written again in place. Raises ValueError where it stays too large to keep."""
    with Image.open(picture) as taken:
        few = taken.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    few.save(picture, optimize=True)
    if picture.stat().st_size > MOST:
        raise ValueError(f"{picture.name} has {picture.stat().st_size:,} bytes, more than {MOST:,}")
