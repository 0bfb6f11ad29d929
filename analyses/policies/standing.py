"""Every rule of every rule file, by the document it stands on and the articles it cites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from analyses.rulebook import Basis, Entry, Rulebook
from analyses.rulebook.documents import Document
from analyses.rulebook.entry import Rule
from analyses.rulebook.loader import SECTIONS
from analyses.rulebook.measures import Measure


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule and where its file has it; ``cited`` are its articles of one document.

    ``successor`` is the version of it that is in force on the day asked about; None while the
    rule is in force itself, and where nothing took its place.
    """

    file: str
    table: str
    entry: Entry
    cited: tuple[Basis, ...]
    successor: Entry | None = None


Tables = Mapping[tuple[str, str], tuple[Entry, ...]]


def tables(rules: Rulebook) -> Tables:
    """The entries of every table, by file and table, gradings included."""
    sections: dict[str, Rule] = {name: getattr(rules, name) for name in SECTIONS}
    sections |= {f"gradings/{name}": grading for name, grading in rules.gradings.items()}
    return {
        (f"{name}.toml", table): entries
        for name, section in sections.items()
        for table, entries in _entries(section)
    }


def _entries(section: Rule) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    for table in section.__struct_fields__:
        held = getattr(section, table)
        entries = tuple(e for e in (held if isinstance(held, tuple) else (held,))
                        if isinstance(e, Entry))  # fmt: skip
        if entries:
            yield table, entries


def register(rules: Rulebook, day: date) -> dict[str, tuple[Standing, ...]]:
    """The rules that stand on each document (its id) on the day, in the files' order.

    On a document that is over, those that stood on it on its last day; on one still to come, all
    that wait for it. Cost: one pass over the rulebook, some milliseconds.
    """
    documents = {document.id: document for document in documents_on(rules, day)}
    found: dict[str, list[Standing]] = {name: [] for name in documents}
    for (file, table), entries in tables(rules).items():
        for entry in entries:
            for name in dict.fromkeys(basis.document for basis in entry.basis):
                if _stands(entry, documents[name], day):
                    cited = tuple(basis for basis in entry.basis if basis.document == name)
                    later = None if entry.holds(day) else _version(entries, entry.id, day)
                    found[name].append(Standing(file, table, entry, cited, later))
    return {name: tuple(standing) for name, standing in found.items()}


def documents_on(rules: Rulebook, day: date) -> tuple[Document, ...]:
    """Each document once, in the file's order: its version of the day, else the last begun."""
    found: dict[str, Document] = {}
    for document in rules.documents.document:
        held = found.get(document.id)
        if held is None or (document.since <= day and not held.holds(day)):
            found[document.id] = document
    return tuple(found.values())


def _stands(entry: Entry, document: Document, day: date) -> bool:
    if day < document.since:
        return True
    return entry.holds(day if document.holds(day) else document.until or day)


def _version(entries: tuple[Entry, ...], id: str, day: date) -> Entry | None:
    return next((entry for entry in entries if entry.id == id and entry.holds(day)), None)


@dataclass(frozen=True, slots=True)
class Upheld:
    """A measure that falls with a document: by its own basis, or because rules ``via`` which it
    is taken stand there."""

    measure: Measure
    via: tuple[Entry, ...]


def measures(rules: Rulebook, standing: tuple[Standing, ...], day: date) -> tuple[Upheld, ...]:
    """The measures that rules standing on a document take or name, in the file's order; each in
    the version that those rules meet on the day, or met last."""
    own = {each.entry.id for each in standing if isinstance(each.entry, Measure)}
    via: dict[str, list[Entry]] = {}
    for each in standing:
        for _, place, named in each.entry.names():
            if place == "measures.measure":
                via.setdefault(named, []).append(each.entry)
    found: dict[str, Measure] = {}
    for measure in rules.measures.measure:
        if measure.id in own or measure.id in via:
            held = found.get(measure.id)
            if held is None or measure.since <= day:
                found[measure.id] = measure
    return tuple(
        Upheld(measure, tuple(dict.fromkeys(via.get(name, ())))) for name, measure in found.items()
    )
