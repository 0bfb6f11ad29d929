"""The parsing process: it sends batches down a pipe and waits whenever nobody takes them.

The pipe is the bounded queue: one batch is parsed ahead while another is being stored, so memory
stays flat. When the storing process dies, the pipe breaks and this one ends by itself.
"""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from typing import Final

import msgspec

from graph.errors import RefusedInput, XinmaiError
from ingest.files import Found
from ingest.parsing import Message, Parser


class Ended(msgspec.Struct, tag=True):
    """All files are parsed."""


class Failed(msgspec.Struct, tag=True):
    """The parser gave up, and why."""

    zh: str
    en: str


_packed: Final = msgspec.msgpack.Encoder().encode
_UNPACKER: Final = msgspec.msgpack.Decoder(Message | Ended | Failed)


def _work(outlet: Connection, parser: Parser, found: Sequence[Found]) -> None:
    gc.disable()  # facts hold no cycles, and a collector would walk all of a batch again and again
    try:
        try:
            for message in parser.parse(found):
                outlet.send_bytes(_packed(message))
            outlet.send_bytes(_packed(Ended()))
        except XinmaiError as error:
            outlet.send_bytes(_packed(Failed(error.zh, error.en)))
    except BrokenPipeError:
        pass


def parsed_elsewhere(parser: Parser, found: Sequence[Found]) -> Iterator[Message]:
    """The parser's messages, made by another process. Raises RuntimeError if that one dies."""
    context = multiprocessing.get_context("spawn")
    inlet, outlet = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(outlet, parser, found), daemon=True)
    process.start()
    outlet.close()
    try:
        while True:
            message = _UNPACKER.decode(inlet.recv_bytes())
            if isinstance(message, Ended):
                return
            if isinstance(message, Failed):
                raise RefusedInput(message.zh, message.en)
            yield message
    except EOFError:
        process.join(5)
        raise RuntimeError(f"the parsing process ended early ({process.exitcode})") from None
    finally:
        inlet.close()
        process.join(1)
        if process.is_alive():
            process.terminate()
            process.join()
