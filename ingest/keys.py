"""Whom a cell names: national codes are keys of their own, everything else is scoped.

A resident identity number never becomes a key: its keyed hash does, and the number itself is kept
sealed. No message of this module repeats a value.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from graph.errors import BadIdentifier
from graph.facts import Fields, Key, NodeFact
from graph.identifiers import is_identity, parse_identity, parse_project_code, parse_uscc
from ingest.layout import BadField, Cells, Delivery
from ingest.text import fold, required, text

MAX_ID: Final = 120
_USCC_SHAPE: Final = re.compile(r"[0-9A-Z]{2}[0-9OILBSZ]{6}[0-9A-Z]{10}")
_IDENTITY_SHAPE: Final = re.compile(r"\d{6}(?:18|19|20)\d{2}[01]\d[0-3]\d\d{3}[\dX]")
_OLD_IDENTITY: Final = re.compile(r"\d{6}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}")
_SCIENTIFIC: Final = re.compile(r"\d(?:\.\d+)?E\+\d+")
_SEPARATORS: Final = str.maketrans("", "", " -")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class Party:
    """A subject as a cell names it. ``kind`` is organization, person, or subject if untold."""

    key: Key
    kind: str
    fields: Fields

    def mention(self, name: str = "") -> NodeFact:
        """The statement that this subject exists, and is called so."""
        fields = {"name": name, **self.fields} if name else self.fields
        return NodeFact(self.key, self.kind, fields, mention=True)


_known: dict[tuple[str, str | None, bool, str, int], Party] = {}


def party(
    cells: Cells,
    name: str,
    delivery: Delivery,
    expect: str | None = None,
    *,
    document: bool = False,
) -> Party | None:
    """The subject named by a cell; None for an empty one.

    ``expect`` is the kind the column holds, where it tells. ``document`` says that the column holds
    documents of persons: whatever it holds is then hashed, passports too. Raises BadField.
    """
    value = text(cells, name)
    if not value:
        return None
    cached = (value, expect, document, delivery.source, id(delivery.persons))
    found = _known.get(cached)
    if found is None:
        found = _party(fold(value), name, delivery, expect, document)
        if len(_known) >= 65_536:
            _known.clear()
        _known[cached] = found
    return found


def subject(cells: Cells, name: str, delivery: Delivery, expect: str | None = None) -> Party:
    """As ``party``, for a cell that must not be empty."""
    required(cells, name)
    found = party(cells, name, delivery, expect)
    assert found is not None
    return found


def subject_key(cells: Cells, name: str, delivery: Delivery, expect: str | None = None) -> Key:
    """The key of the subject a required cell names."""
    return subject(cells, name, delivery, expect).key


def _party(value: str, name: str, delivery: Delivery, expect: str | None, document: bool) -> Party:
    compact = value.upper().translate(_SEPARATORS) if len(value) > 6 else value
    if len(compact) == 18 and compact.isalnum() and compact.isascii():
        found = _national(compact, name, delivery, expect)
        if found is not None:
            return found
    if "E+" in compact and _SCIENTIFIC.fullmatch(compact):
        raise BadField(
            name, "号码被电子表格改成了科学计数法", "a spreadsheet turned the number into 1.2E+17",
            "请把该列设为文本格式后重新导出", "format the column as text and export again",
        )  # fmt: skip
    if len(compact) == 15 and expect != "organization" and _OLD_IDENTITY.fullmatch(compact):
        return _person(_eighteen(compact), delivery)
    if document:
        return _person(compact, delivery)
    if len(value) > MAX_ID:
        raise BadField(
            name, f"编号超过 {MAX_ID} 个字符", f"an id of more than {MAX_ID} characters",
            "请核对列是否错位", "check whether the columns have shifted",
        )  # fmt: skip
    return Party(Key("subject", delivery.scoped(value)), expect or "subject", {})


def _national(compact: str, name: str, delivery: Delivery, expect: str | None) -> Party | None:
    """A person or an organisation by national code; None where the shape is neither's."""
    looks_personal = _IDENTITY_SHAPE.fullmatch(compact) is not None
    looks_registered = _USCC_SHAPE.fullmatch(compact) is not None
    sound = looks_personal and is_identity(compact)
    personal = _problem(parse_identity, compact) if looks_personal and not sound else None
    if looks_personal and personal is None and (compact[0] != "9" or expect == "person"):
        if expect == "organization":
            raise _not_an_organization(name)
        return _person(compact, delivery)
    registered = _problem(parse_uscc, compact) if looks_registered else None
    if looks_registered and registered is None:
        return Party(Key("subject", compact), "organization", {"uscc": compact})
    if looks_personal and personal is None:
        return _person(compact, delivery)
    problem = personal if looks_personal and expect != "organization" else registered or personal
    if problem is not None:
        raise _bad(name, problem)
    return None


def _problem(parse: object, value: str) -> BadIdentifier | None:
    try:
        parse(value)  # type: ignore[operator]
    except BadIdentifier as problem:
        return problem
    return None


def _bad(name: str, problem: BadIdentifier) -> BadField:
    return BadField(name, problem.zh, problem.en,
                    "请对照证照核对号码", "check the number against the certificate")  # fmt: skip


def _not_an_organization(name: str) -> BadField:
    return BadField(
        name, "应为组织,却是居民身份证号码",
        "a resident identity number where an organisation is due",
        "请填统一社会信用代码或本单位编号", "give the unified social credit code or your own id",
    )  # fmt: skip


def _eighteen(old: str) -> str:
    """The 18-digit form of a 15-digit identity number (GB 11643: all were issued before 2000)."""
    body = f"{old[:6]}19{old[6:]}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def _person(number: str, delivery: Delivery) -> Party:
    persons = delivery.persons
    fields = {"identity_masked": persons.mask(number), "identity_sealed": persons.seal(number)}
    return Party(Key("subject", persons.key(number)), "person", fields)


_PROJECT_SHAPE: Final = re.compile(r"\d{4}-?\d{6}-?\d{2}-?\d{2}-?\d{6}")


def project_key(cells: Cells, name: str, delivery: Delivery) -> Key:
    """A national project code, or the source's own code, scoped."""
    value = fold(required(cells, name))
    if _PROJECT_SHAPE.fullmatch(value):
        try:
            return Key("project", str(parse_project_code(value)))
        except BadIdentifier as problem:
            raise _bad(name, problem) from None
    if len(value) > MAX_ID:
        raise BadField(
            name, "项目代码过长", "a project code too long",
            "应为 24 位项目代码,如 2012-370102-04-01-123456",
            "a national code looks like 2012-370102-04-01-123456",
        )  # fmt: skip
    return Key("project", delivery.scoped(value))


def works_key(project: Key, code: str) -> Key:
    """The key of works (工程) of a project."""
    return Key("works", f"{project.id}/{code}")


def building_key(works: Key, code: str) -> Key:
    """The key of a building (单体) of works."""
    return Key("building", f"{works.id}/{code}")


def lot_key(project: Key, lot: str) -> Key:
    """The key of a lot (标段) of a project."""
    return Key("lot", f"{project.id}#{lot}")


def hashed(family: str, delivery: Delivery, *parts: object) -> Key:
    """A key for what has no number of its own: 24 hex digits over what tells it apart."""
    told = "\x1f".join("" if part is None else str(part) for part in parts)
    return Key(family, delivery.scoped(hashlib.sha256(told.encode()).hexdigest()[:24]))
