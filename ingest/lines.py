"""Decoded lines from bytes of doubtful encoding, in blocks, with flat memory.

The encoding is that of most lines of the first block that is not plain ASCII. A line that is not
of the file's encoding is set aside, never guessed; its neighbours stay.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from ingest.layout import BadField

BLOCK: Final = 512 * 1024
MAX_LINE: Final = 1024 * 1024
_UTF8_CHINESE: Final = re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}){2}")
_WIDE_BOMS: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be used as it is; ``text`` is the best that can be shown of it."""

    problem: BadField
    text: str


Line = str | BadLine


def too_long() -> BadField:
    return BadField(
        "", "一行过长(超过 1 MiB)", "a line of more than 1 MiB",
        "请检查是否缺少换行或混入附件", "check for missing line ends or embedded files",
    )  # fmt: skip


def cut_short() -> BadField:
    return BadField(
        "", "压缩文件不完整,其后的内容无法读取", "the compressed file breaks off here",
        "请重新传送该文件", "deliver the file again",
    )  # fmt: skip


def _foreign(encoding: str) -> BadField:
    return BadField(
        "", f"本行编码与文件其余部分({encoding})不一致",
        f"this line is not in the file's encoding ({encoding})",
        "请将整个文件存为同一编码(建议 UTF-8)", "save the whole file in one encoding, best UTF-8",
    )  # fmt: skip


class Lines:
    """Blocks of decoded lines. ``position`` is how many bytes have been read so far."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.encoding: str | None = None
        self.position = 0

    def blocks(self) -> Iterator[list[Line]]:
        """Lists of lines without their ends, in order."""
        start = self._stream.read(4)
        self._stream.seek(0)
        wide = _WIDE_BOMS.get(start[:2])
        raw = self._transcoded(wide) if wide else self._read()
        first = True
        for block in _whole_lines(raw):
            lines = block
            if first and lines and isinstance(lines[0], bytes):
                lines[0] = lines[0].removeprefix(codecs.BOM_UTF8)
                first = False
            yield self._decode(lines)

    def _read(self) -> Iterator[bytes | None]:
        """Pieces of bytes; None in the end says that the rest could not be read."""
        while True:
            try:
                piece = self._stream.read(BLOCK)
            except (EOFError, OSError, zlib.error):
                yield None
                return
            if not piece:
                return
            self.position += len(piece)
            yield piece

    def _transcoded(self, encoding: str) -> Iterator[bytes | None]:
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        for piece in self._read():
            yield None if piece is None else decoder.decode(piece).encode("utf-8")
        self.encoding = "utf-8"

    def _decode(self, lines: list[bytes | BadLine]) -> list[Line]:
        if self.encoding is None:
            self.encoding = _decide(lines)
        encoding = self.encoding or "utf-8"
        if all(isinstance(line, bytes) for line in lines):
            joined = b"\n".join(lines)  # type: ignore[arg-type]
            if encoding == "utf-8" or not _UTF8_CHINESE.search(joined):
                try:
                    return list(joined.decode(encoding).split("\n"))
                except UnicodeDecodeError:
                    pass
        return [_decode_line(line, encoding) for line in lines]


def _decide(lines: list[bytes | BadLine]) -> str | None:
    """The encoding of most telling lines; None while all are plain ASCII."""
    votes = {"utf-8": 0, "gb18030": 0}
    for line in lines:
        if isinstance(line, bytes) and not line.isascii():
            votes["utf-8" if _is(line, "utf-8") else "gb18030"] += 1
    if not any(votes.values()):
        return None
    return "gb18030" if votes["gb18030"] > votes["utf-8"] else "utf-8"


def _is(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _decode_line(line: bytes | BadLine, encoding: str) -> Line:
    if isinstance(line, BadLine):
        return line
    other = "gb18030" if encoding == "utf-8" else "utf-8"
    foreign = encoding == "gb18030" and _UTF8_CHINESE.search(line) and _is(line, "utf-8")
    if not foreign and _is(line, encoding):
        return line.decode(encoding)
    return BadLine(_foreign(encoding), line.decode(other, errors="backslashreplace"))


def _whole_lines(pieces: Iterator[bytes | None]) -> Iterator[list[bytes | BadLine]]:
    """Pieces cut at line ends (LF, CR LF or CR). A line over the limit is dropped as it comes."""
    rest, dropping = b"", False
    for piece in pieces:
        if piece is None:
            shown = rest[:200].decode("utf-8", errors="backslashreplace")
            yield [BadLine(cut_short(), shown)]
            return
        *lines, rest = _split(rest + piece)
        if dropping and lines:
            lines, dropping = lines[1:], False
        found: list[bytes | BadLine] = [_limited(line) for line in lines]
        if dropping:
            rest = b""
        elif len(rest) > MAX_LINE:
            found.append(_limited(rest))
            rest, dropping = b"", True
        if found:
            yield found
    if rest and not dropping:
        yield [_limited(line) for line in _split(rest, final=True)]


def _split(data: bytes, final: bool = False) -> list[bytes]:
    if b"\r" not in data:
        return data.split(b"\n")
    held = b""
    if data.endswith(b"\r") and not final:  # its LF may come with the next piece
        data, held = data[:-1], b"\r"
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    lines[-1] += held
    return lines


def _limited(line: bytes) -> bytes | BadLine:
    if len(line) <= MAX_LINE:
        return line
    return BadLine(too_long(), line[:200].decode("utf-8", errors="replace"))
