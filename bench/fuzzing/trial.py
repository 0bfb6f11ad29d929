"""A turn of one parser: a process that throws inputs at it until its time is up."""

from __future__ import annotations

import mmap
import os
import random
import signal
import struct
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NoReturn

import atheris

from bench.fuzzing.parser import Parser, memory
from bench.fuzzing.tally import Tallies
from graph.errors import XinmaiError

HUNG_SECONDS: Final = 60
SLOW_SECONDS: Final = 1.0  # of the processor's time: an input that takes more is a crash
AGAIN: Final = 0.25  # of a turn, at most, for what earlier turns found
_COUNTS: Final = struct.Struct("<6Q")  # inputs, accepted, refused, crashed, slowest ms, CPU ms
_ROOM: Final = 1 << 18


class Trial:
    """One parser under fire. Lives in the child; the counts in memory shared with its parent, so
    that they outlive it. The first ``known`` inputs are those that the turn begins with: they are
    taken whatever the time, and not counted if an earlier turn did."""

    def __init__(self, parser: Parser, shared: mmap.mmap, said: Path) -> None:
        self._parser, self._shared, self._said = parser, shared, said
        self._counts = [0] * 6
        self._taken = self._known = 0
        self._counted, self._seconds = True, 0.0
        self._began = time.process_time()

    def begin(self, known: int, seconds: float, *, counted: bool) -> None:
        self._known, self._seconds, self._counted = known, seconds, counted
        with suppress(Exception):  # it is an input, too, and counted then
            self._parser.take(self._parser.seeds[0])  # it may compile, connect, fill what it keeps
        self._began = time.process_time()

    def one(self, data: bytes) -> None:
        counts = self._counts
        self._taken += 1
        new = self._taken > self._known
        counts[0] += new or self._counted
        struct.pack_into("<Q", self._shared, _COUNTS.size, len(data))
        self._shared[_COUNTS.size + 8 : _COUNTS.size + 8 + len(data)] = data
        began = time.thread_time()
        outcome = self._outcome(data)
        took = time.thread_time() - began
        if took > SLOW_SECONDS:
            outcome = 3
            self._say("slow", f"{took:.2f} s", data)
        counts[outcome] += new or self._counted or outcome == 3
        counts[4] = max(counts[4], round(took * 1000))
        spent = time.process_time() - self._began
        counts[5] = round(spent * 1000)
        _COUNTS.pack_into(self._shared, 0, *counts)
        if new and spent > self._seconds:
            os._exit(0)

    def _outcome(self, data: bytes) -> int:
        try:
            return 1 if self._parser.take(data) else 2
        except XinmaiError as refusal:
            if refusal.zh and refusal.en:
                return 2
            self._crashed(refusal, data)
        except Exception as error:
            self._crashed(error, data)
        return 3

    def _crashed(self, error: Exception, data: bytes) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in frames if "/site-packages/" not in frame.filename]
        last = (ours or list(frames))[-1]
        where = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
        self._say(where, str(error)[:300], data)

    def _say(self, where: str, why: str, data: bytes) -> None:
        with self._said.open("a", encoding="utf-8", errors="backslashreplace") as file:
            print(where, f"{why!r} {data!r}", sep="\t", file=file)


class Turn:
    """``seconds`` of the processor's time for one parser, in a process of its own."""

    def __init__(self, parser: Parser, tallies: Tallies, seconds: float, seed: int) -> None:
        self._parser, self._tallies = parser, tallies
        self._tally = tallies.tally(parser.name)
        self._seconds, self._seed = seconds, seed
        self._corpus = Path(tallies.folder) / parser.name.replace(" ", "-")

    def run(self) -> None:
        """Counts what came of it; what reached new code stays in the corpus."""
        self._corpus.mkdir(parents=True, exist_ok=True)
        for content in self._parser.seeds if not self._tally.turns else ():
            (self._corpus / sha256(content).hexdigest()[:40]).write_bytes(content)
        with TemporaryDirectory(dir=memory()) as place, mmap.mmap(-1, _ROOM) as shared:
            folder = Path(place)
            (found := folder / "found").mkdir()
            status = self._forked(folder, shared, list(self._beginning()))
            self._count(shared, status)
            for line in _lines(folder / "said"):
                where, _, words = line.partition("\t")
                self._tallies.say(self._parser.name, where, words)
            for new in found.iterdir():
                (self._corpus / new.name).write_bytes(new.read_bytes())

    def _beginning(self) -> Iterator[Path]:
        """What was found so far, or as much of it as leaves time for more."""
        files = sorted(file for file in self._corpus.iterdir() if file.stat().st_size)
        each = self._tally.cpu_ms / 1000 / self._tally.inputs if self._tally.inputs else 0.0
        most = max(4, int(AGAIN * self._seconds / each)) if each else len(files)
        yield from random.Random(self._seed).sample(files, min(most, len(files)))

    def _forked(self, folder: Path, shared: mmap.mmap, beginning: list[Path]) -> int:
        child = os.fork()
        if child == 0:
            trial = Trial(self._parser, shared, folder / "said")
            self._fire(trial, folder, beginning)
        return os.waitpid(child, 0)[1]

    def _fire(self, trial: Trial, folder: Path, beginning: list[Path]) -> NoReturn:
        """Never returns: the trial ends the process, or libFuzzer does."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        (folder / "list").write_text(",".join(map(str, beginning)))
        known = len(beginning) + 1  # libFuzzer begins with nothing at all
        trial.begin(known, self._seconds, counted=not self._tally.turns)
        atheris.Setup(
            [
                sys.argv[0], f"-seed={self._seed}", f"-max_len={self._parser.longest}",
                f"-timeout={HUNG_SECONDS}", "-rss_limit_mb=4096", "-len_control=20",
                f"-seed_inputs=@{folder / 'list'}", f"-artifact_prefix={folder}/",
                str(folder / "found"),
            ],
            trial.one,
        )  # fmt: skip
        atheris.Fuzz()
        os._exit(1)

    def _count(self, shared: mmap.mmap, status: int) -> None:
        tally = self._tally
        inputs, accepted, refused, crashed, slowest, spent = _COUNTS.unpack_from(shared)
        tally.inputs, tally.accepted = tally.inputs + inputs, tally.accepted + accepted
        tally.refused, tally.crashed = tally.refused + refused, tally.crashed + crashed
        tally.slowest_ms = max(tally.slowest_ms, slowest)
        tally.cpu_ms, tally.turns = tally.cpu_ms + spent, tally.turns + 1
        if os.waitstatus_to_exitcode(status) != 0:
            (size,) = struct.unpack_from("<Q", shared, _COUNTS.size)
            data = bytes(shared[_COUNTS.size + 8 : _COUNTS.size + 8 + size])
            tally.crashed += 1
            self._tallies.say(self._parser.name, f"ended with status {status}", repr(data))


def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines() if file.exists() else []
