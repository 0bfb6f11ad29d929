"""A rule file that cannot be used: which file, which line, and why. It stops the start."""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import RefusedInput


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one key of an entry; an empty ``key`` means the entry itself."""

    key: str
    zh: str
    en: str


class BadRule(RefusedInput):
    """``line`` is 1-based, as an editor counts; 1 where the file as a whole is meant."""

    def __init__(self, file: str, line: int, zh: str, en: str) -> None:
        super().__init__(
            f"规则文件 {file} 第 {line} 行:{zh}", f"rule file {file}, line {line}: {en}"
        )
        self.file = file
        self.line = line
