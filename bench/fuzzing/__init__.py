"""What ``bench.fuzz`` throws bytes at: every parser of what comes from outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from bench.fuzzing import deliveries, identifiers, papers, requests, rules, service, values
from bench.fuzzing.parser import Parser

TOPICS: Final = (deliveries, values, identifiers, requests, papers, rules, service)


def parsers(folders: Sequence[Path] = ()) -> Iterator[Parser]:
    """Each once, in the order of the table. Some prepare files, keys and a service first. What
    the folders hold is shown to those that read such files: the beginning of each."""
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
    for topic in TOPICS:
        for parser in topic.parsers():
            told = [_beginning(file, parser.longest) for file in files
                    if file.name.endswith(parser.endings)]  # fmt: skip
            yield replace(parser, seeds=[*parser.seeds, *told])


def _beginning(file: Path, longest: int) -> bytes:
    with file.open("rb") as stream:
        return stream.read(longest)
