"""The parsing process: it sends batches down a pipe and waits whenever nobody takes them.

The pipe is the bounded queue: one batch is parsed ahead while another is being stored, so memory
stays flat. When the storing process dies, the pipe breaks and this one ends by itself.
"""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection

from graph.errors import RefusedInput, XinmaiError
from ingest.files import Found
from ingest.parsing import Message, Parser


def _work(outlet: Connection, parser: Parser, found: Sequence[Found]) -> None:
    try:
        try:
            for message in parser.parse(found):
                outlet.send_bytes(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
            outlet.send_bytes(pickle.dumps(None))
        except XinmaiError as error:
            outlet.send_bytes(pickle.dumps((error.zh, error.en)))
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
            message = pickle.loads(inlet.recv_bytes())  # noqa: S301  (from our own child)
            if message is None:
                return
            if isinstance(message, tuple):
                raise RefusedInput(*message)
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
