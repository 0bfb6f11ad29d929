"""What came of the inputs so far, kept in a folder between runs."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Self

import msgspec

SHOWN: Final = 3  # inputs of a place
_FILE: Final = "counts.json"


class Tally(msgspec.Struct):
    """Of one parser. ``crashes`` are by place: kind of error, file, line."""

    inputs: int = 0
    accepted: int = 0
    refused: int = 0
    crashed: int = 0
    slowest_ms: int = 0
    cpu_ms: int = 0
    turns: int = 0
    crashes: dict[str, int] = {}


class Tallies(msgspec.Struct):
    """Of all, and what was ``said`` of the crashes."""

    folder: str
    rounds: int = 0
    of: dict[str, Tally] = {}
    said: list[str] = []

    @classmethod
    def of_folder(cls, folder: Path) -> Self:
        """Those kept in the folder, or none yet."""
        file = folder / _FILE
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            return cls(str(folder))
        found = msgspec.json.decode(file.read_bytes(), type=cls)
        found.folder = str(folder)
        return found

    @property
    def inputs(self) -> int:
        return sum(each.inputs for each in self.of.values())

    @property
    def crashed(self) -> int:
        return sum(each.crashed for each in self.of.values())

    def tally(self, name: str) -> Tally:
        return self.of.setdefault(name, Tally())

    def say(self, name: str, place: str, words: str) -> None:
        """A crash of a parser at a place: its words are kept for the first few."""
        tally = self.tally(name)
        tally.crashes[place] = tally.crashes.get(place, 0) + 1
        if tally.crashes[place] <= SHOWN:
            self.said.append(f"{name}: {place}: {words}")

    def save(self) -> None:
        file = Path(self.folder) / _FILE
        written = file.with_suffix(".new")
        written.write_bytes(msgspec.json.encode(self))
        written.replace(file)
