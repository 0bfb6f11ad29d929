"""Following the chain through bytes: line after line, over what was torn and closed off."""

from __future__ import annotations

import hashlib
from mmap import mmap
from typing import Final

from api import audit_lines as lines
from api.audit_lines import Continued, Line, Place

Content = bytes | mmap
_SIGNED: Final = b',"checkpoint":{'


def walked(
    content: Content, start: int, place: Place, before: bytes, base: int = 0
) -> tuple[Place, bytes, int]:
    """Where the chain stands after the last line that follows ``place``, its hash, its end.

    ``base`` is the offset of the content's first byte in its file.
    """
    end = start
    while (feed := content.find(b"\n", end)) >= 0:
        raw = content[end : feed + 1]
        stated, n = lines.hash_stated(raw), lines.number_of(raw)
        if n is None or stated is None or lines.hash_due(raw, before) != stated:
            closed = closed_off(content, end, before, base)
            if closed is None:
                break
            line, feed = closed
            stated, n = bytes.fromhex(line.hash), line.n
        place, before, end = Place(place.segment, n, stated.hex()), stated, feed + 1
    return place, before, end


def closed_off(
    content: Content, torn: int, before: bytes, base: int = 0
) -> tuple[Line, int] | None:
    """The line that closes off what is torn from this offset on, and the place of its line feed;
    None if there is none that follows the chain and tells the bytes as they are."""
    mark = b',"continued":{"torn_at":%d,' % (base + torn)
    found = torn - 1
    while (found := content.find(mark, found + 1)) >= 0:  # an earlier one may be torn itself
        start, feed = content.rfind(b"\n", torn, found) + 1 or torn, content.find(b"\n", found)
        raw = content[start : feed + 1]
        line = lines.read(raw) if feed >= 0 else None
        if line is None or line.continued is None or lines.hash_stated(raw) is None:
            continue
        fits = line.continued == as_torn(content[torn:start], base + torn, line.continued.missing)
        if fits and lines.hash_due(raw, before).hex() == line.hash:
            return line, feed
    return None


def as_torn(torn: bytes, offset: int, missing: Place | None) -> Continued:
    return Continued(offset, len(torn), hashlib.sha256(torn).hexdigest(), missing)


def first_signed(content: bytes, segment: int, key: str) -> tuple[int, Place, bytes] | None:
    """The earliest line of the content that a checkpoint of this key vouches for: the offset after
    it, its place and hash."""
    found = -1
    while (found := content.find(_SIGNED, found + 1)) >= 0:
        start = content.rfind(b"\n", 0, found) + 1
        earlier = content.rfind(b"\n", 0, max(0, start - 1)) + 1
        before = lines.hash_stated(content[earlier:start])
        line = lines.read(content[start : content.find(b"\n", found) + 1])
        n = lines.number_of(content[earlier:start])
        if before is None or n is None or line is None or line.checkpoint is None:
            continue
        place = Place(segment, n, before.hex())
        if lines.holds(line.checkpoint, place, line.at, key):
            return start, place, before
    return None
