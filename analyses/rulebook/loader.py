"""From rule files to a rulebook: every file is read whole and checked, or nothing is."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, cast, get_type_hints

import msgspec

from analyses.calendar import Calendar
from analyses.rulebook.book import Rulebook
from analyses.rulebook.documents import Document
from analyses.rulebook.entry import Entry, Rule
from analyses.rulebook.faults import BadRule, Fault
from analyses.rulebook.gradings import Grading
from analyses.rulebook.holidays import read_calendar
from analyses.rulebook.lines import line_at, line_of

GRADINGS: Final = "gradings/"
SHIPPED: Final = Path(__file__).parent.parent / "rules"
SECTIONS: Final[Mapping[str, type[Rule]]] = {
    name: shape
    for name, shape in get_type_hints(Rulebook).items()
    if isinstance(shape, type) and issubclass(shape, Rule)
}
_ZH: Final = (
    (re.compile(r"unknown field `(\w+)`"), "没有“{}”这一项"),
    (re.compile(r"missing required field `(\w+)`"), "缺少“{}”"),
    (re.compile(r"Expected (.+)"), "类型或取值不对:应为 {}"),
)
_AT_LINE: Final = re.compile(r" \(at line (\d+), column \d+\)| \(at end of document\)")


def load_rules(folder: Path = SHIPPED) -> Rulebook:
    """The rulebook in a folder. Raises BadRule, naming file, line and reason.

    Cost: a fifth of a second, the same contents again some milliseconds. Loaded by whoever starts
    the service or the command, and handed on.
    """
    kinds = ("*.toml", "gradings/*.toml", "holidays/*.json")
    found = sorted(file for kind in kinds for file in folder.glob(kind))
    files = ((file.relative_to(folder).as_posix(), file.read_bytes()) for file in found)
    return _read_once(tuple(files))


@lru_cache(maxsize=4)
def _read_once(files: tuple[tuple[str, bytes], ...]) -> Rulebook:
    """A rulebook never changes, so the same contents are the same one."""
    return rules_of(dict(files))


def rules_of(files: Mapping[str, bytes]) -> Rulebook:
    """The rulebook in the contents of its files, by name. Raises BadRule."""
    shapes: Mapping[str, type[Rule]] = {**SECTIONS, **dict.fromkeys(_graded(files), Grading)}
    texts = {name: _text(files, f"{name}.toml") for name in shapes}
    for file in files:
        if file.endswith(".toml") and file.removesuffix(".toml") not in texts:
            raise BadRule(file, 1, "没有这一类规则", "there is no section of this name")
    sections: dict[str, Any] = {
        name: _section(f"{name}.toml", text, shapes[name]) for name, text in texts.items()
    }
    _check(sections, texts)
    gradings = {name.removeprefix(GRADINGS): sections.pop(name) for name in _graded(files)}
    return Rulebook(
        version=_version(digests(files)), files=files, calendar=read_calendar(files),
        gradings=gradings, **sections,
    )  # fmt: skip


def part_of(files: Mapping[str, bytes], others: Mapping[str, str]) -> Rulebook:
    """Some sections of a rulebook that was checked as a whole, with the ``digests`` of its other
    files, which make the same version. What is absent is None; the documents must be among them.
    Raises BadRule."""
    sections: dict[str, Any] = {
        name: _section(f"{name}.toml", _text(files, f"{name}.toml"), shape)
        if f"{name}.toml" in files else None
        for name, shape in SECTIONS.items()
    }  # fmt: skip
    return Rulebook(
        version=_version({**others, **digests(files)}), files=files,
        calendar=cast(Calendar, None), gradings={}, **sections,
    )  # fmt: skip


def _graded(files: Mapping[str, bytes]) -> list[str]:
    return sorted(
        file.removesuffix(".toml")
        for file in files
        if file.startswith(GRADINGS) and file.endswith(".toml")
    )


def _check(sections: Mapping[str, Rule], texts: Mapping[str, str]) -> None:
    """Raises BadRule for the first entry that does not hold together with the others."""
    entries = {
        f"{name}.{table}": found
        for name, section in sections.items()
        for table, found in _tables(section)
    }
    for place, found in entries.items():
        name, table = place.split(".")
        for number, entry in enumerate(found):
            for fault in (*_named_so(name, table, entry), *_faults(entry, number, found, entries)):
                line = line_of(texts[name], table, number, fault.key)
                raise BadRule(f"{name}.toml", line, fault.zh, fault.en)


def _named_so(name: str, table: str, entry: Any) -> Iterator[Fault]:
    """A grading is known by its file's name."""
    if table == "grading" and entry.id != name.removeprefix(GRADINGS):
        yield Fault("id", f"文件名与编号“{entry.id}”不符", f"the file is not named {entry.id}")


def _text(files: Mapping[str, bytes], file: str) -> str:
    try:
        return files[file].decode("utf-8")
    except KeyError:
        raise BadRule(file, 1, "找不到文件", "no such file") from None
    except UnicodeDecodeError:
        raise BadRule(file, 1, "不是 UTF-8 文本", "not UTF-8 text") from None


def _section(file: str, text: str, shape: type[Rule]) -> Rule:
    try:
        return msgspec.convert(tomllib.loads(text), shape)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = int(found.group(1)) if found and found.group(1) else len(text.splitlines())
        reason = _AT_LINE.sub("", str(error))
        raise BadRule(file, line, f"不是有效的 TOML:{reason}", f"not TOML: {reason}") from None
    except msgspec.ValidationError as error:
        reason, _, path = str(error).partition(" - at `")
        raise BadRule(file, _line(text, reason, path), _in_chinese(reason), reason) from None


def _line(text: str, reason: str, path: str) -> int:
    """An unknown key has a line of its own, a missing one its entry's."""
    stray = re.search(r"unknown field `(\w+)`", reason)
    return line_at(text, f"{path.rstrip('`') or '$'}.{stray.group(1)}" if stray else path)


def _in_chinese(reason: str) -> str:
    return next((zh.format(m.group(1)) for seen, zh in _ZH if (m := seen.search(reason))), reason)


def _tables(section: Rule) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for table in section.__struct_fields__:
        entries = getattr(section, table)
        if isinstance(entries, tuple):
            yield table, entries
        elif isinstance(entries, Entry):
            yield table, (entries,)


def _faults(
    entry: Any, number: int, beside: tuple[Any, ...], known: Mapping[str, tuple[Any, ...]]
) -> Iterator[Fault]:
    yield from _twice(entry, beside[:number])
    if not isinstance(entry, Entry | Document):
        return
    yield from entry.faults()
    for key, place, named in entry.names():
        if all(other.id != named for other in known.get(place, ())):
            yield Fault(key, f"{place} 没有“{named}”", f"{place} has no {named!r}")
    if isinstance(entry, Entry):
        yield from _based(entry, known)


def _based(entry: Entry, known: Mapping[str, tuple[Any, ...]]) -> Iterator[Fault]:
    """Every document an entry is based on is registered, and in force while the entry is."""
    documents = {document.id: document for document in known["documents.document"]}
    for basis in entry.basis:
        document = documents.get(basis.document)
        if document is None:
            said = basis.document
            yield Fault("basis", f"documents.toml 没有“{said}”", f"documents.toml has no {said!r}")
        elif entry.since < document.since:
            yield _not_then("from", document)
        elif document.until is not None and (entry.until or date.max) > document.until:
            yield _not_then("until", document)


def _twice(entry: Any, before: tuple[Any, ...]) -> Iterator[Fault]:
    for other in before:
        if getattr(other, "id", None) == getattr(entry, "id", other) and _overlap(other, entry):
            yield Fault("id", f"“{entry.id}”的两个版本期间重叠", f"versions of {entry.id} overlap")


def _overlap(a: Any, b: Any) -> bool:
    return bool((a.until is None or b.since <= a.until) and (b.until is None or a.since <= b.until))


def _not_then(key: str, document: Any) -> Fault:
    said = document.zh
    return Fault(key, f"《{said}》此期间并不施行", f"{said} is not in force then")


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of each file, hexadecimal, by name."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def _version(of: Mapping[str, str]) -> str:
    """The first 16 hexadecimal digits of the SHA-256 over all digests by name."""
    lines = (f"{name} {digest}\n" for name, digest in sorted(of.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:16]
